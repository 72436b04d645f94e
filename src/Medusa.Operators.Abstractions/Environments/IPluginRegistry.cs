namespace Medusa.Operators.Abstractions;

/// <summary>
/// Collects what a plugin offers: whole environments, and single parts that environment files compose. Names of parts are unique by kind within a plugin.
/// </summary>
public interface IPluginRegistry
{
    /// <summary>Offers an environment.</summary>
    /// <param name="environment">The definition; (name, version) must not be offered by another plugin.</param>
    void Add(EnvironmentDefinition environment);

    /// <summary>Offers an operator to environment files.</summary>
    /// <param name="part">An operator that finds the tables it needs by name (<see cref="StateSchema.Table"/>).</param>
    void Add(IOperator part);

    /// <summary>Offers a reward rule to environment files.</summary>
    /// <param name="part">The rule.</param>
    void Add(IRewardRule part);

    /// <summary>Offers a reward rule with parameters to environment files.</summary>
    /// <param name="part">The rule's template.</param>
    void Add(RewardRuleTemplate part);

    /// <summary>Offers a grader check to environment files.</summary>
    /// <param name="part">The check.</param>
    void Add(IGraderCheck part);

    /// <summary>Offers a task to environment files.</summary>
    /// <param name="part">The task.</param>
    void Add(ITask part);

    /// <summary>Offers a scripted policy to environment files.</summary>
    /// <param name="part">The policy.</param>
    void Add(IPolicy part);
}

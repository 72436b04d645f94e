using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>Notes what a plugin registers.</summary>
internal sealed class PluginRegistry : IPluginRegistry
{
    public PluginParts Parts { get; private set; } = new();

    public void Add(EnvironmentDefinition environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        Parts = Parts with { Environments = Parts.Environments.Add(environment) };
    }

    public void Add(IOperator part)
    {
        ArgumentNullException.ThrowIfNull(part);
        Parts = Parts with { Operators = Parts.Operators.Add(part) };
    }

    public void Add(IRewardRule part)
    {
        ArgumentNullException.ThrowIfNull(part);
        Parts = Parts with { Rewards = Parts.Rewards.Add(part) };
    }

    public void Add(RewardRuleTemplate part)
    {
        ArgumentNullException.ThrowIfNull(part);
        Parts = Parts with { RewardTemplates = Parts.RewardTemplates.Add(part) };
    }

    public void Add(IGraderCheck part)
    {
        ArgumentNullException.ThrowIfNull(part);
        Parts = Parts with { Checks = Parts.Checks.Add(part) };
    }

    public void Add(ITask part)
    {
        ArgumentNullException.ThrowIfNull(part);
        Parts = Parts with { Tasks = Parts.Tasks.Add(part) };
    }

    public void Add(IPolicy part)
    {
        ArgumentNullException.ThrowIfNull(part);
        Parts = Parts with { Policies = Parts.Policies.Add(part) };
    }
}

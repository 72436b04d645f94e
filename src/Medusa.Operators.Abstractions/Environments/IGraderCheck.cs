namespace Medusa.Operators.Abstractions;

/// <summary>One deterministic check of an episode's tables. Pure; called concurrently.</summary>
public interface IGraderCheck
{
    /// <summary>The check's name, such as <c>volume</c>. Unique within an environment.</summary>
    string Name { get; }

    /// <summary>When the check passes, in one sentence.</summary>
    string Description { get; }

    /// <summary>Checks a state.</summary>
    /// <param name="state">Any state of the environment.</param>
    /// <returns>The verdict, under this check's name.</returns>
    CheckResult Evaluate(EpisodeState state);
}

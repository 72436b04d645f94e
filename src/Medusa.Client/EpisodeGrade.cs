namespace Medusa.Client;

/// <summary>How an ended episode did.</summary>
public sealed record EpisodeGrade
{
    /// <summary>Whether every check passed.</summary>
    public bool Passed { get; init; }

    /// <summary>The grader's checks, in the environment's order.</summary>
    public IReadOnlyList<GraderCheck> Checks { get; init; } = [];

    /// <summary>The scenario's name, such as <c>clean_0</c>.</summary>
    public string? Scenario { get; init; }

    /// <summary>The score on the episode's task, or without one the environment's own, in [0, 1].</summary>
    public double? Score { get; init; }

    /// <summary>The sum of the rewards.</summary>
    public double? Return { get; init; }

    /// <summary>What the shortest full solution of this episode earns; null where the environment does not know it.</summary>
    public double? MaxReturn { get; init; }
}

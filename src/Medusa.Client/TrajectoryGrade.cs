namespace Medusa.Client;

/// <summary>The grader's verdict within a trajectory.</summary>
public sealed record TrajectoryGrade
{
    /// <summary>Whether every check passed.</summary>
    public bool Passed { get; init; }

    /// <summary>The grader's checks, in the environment's order.</summary>
    public IReadOnlyList<GraderCheck> Checks { get; init; } = [];
}

using System.Collections.Immutable;

namespace Medusa.Operators.Abstractions;

/// <summary>How an episode did on a task.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="Score">In [0, 1].</param>
/// <param name="Passed">Whether the task counts as passed.</param>
/// <param name="Breakdown">What each criterion earned, in the rubric's order.</param>
/// <param name="Notes">What was missing, in sentences.</param>
public sealed record TaskScore(string Task, double Score, bool Passed, Record Breakdown, ImmutableArray<string> Notes)
{
    /// <summary>A letter or word for the score, where the environment has such grades.</summary>
    public string? Grade { get; init; }

    /// <summary>Measurements behind the score, such as a final performance; grades and baselines show them by name.</summary>
    public Record Measurements { get; init; } = Record.Empty;
}

using System.Collections.Immutable;
using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect;

/// <summary>The three tasks. Their texts state the thresholds that the grader uses.</summary>
internal static class DataSelectTasks
{
    /// <summary>All tasks.</summary>
    public static ImmutableArray<ITask> All { get; } =
    [
        Task(
            "easy",
            "Little noise (flip_y 0.05), budget 300, 15 steps: reach a good validation score. The random policy scores 0.64 on average.",
            "performance > 0.62 and at least 40 % of the budget spent",
            0.35,
            Record.Of(("performance_score", 1.0))),
        Task(
            "medium",
            "Much noise (flip_y 0.25), budget 150, 12 steps: reach a fair validation score with batches that are not mostly noise. The random policy scores 0.63 on average.",
            "performance > 0.52, average noise ratio < 0.50 and at least 40 % of the budget spent",
            0.3,
            Record.Of(("performance_score", 0.6), ("noise_score", 0.4))),
        Task(
            "hard",
            "Most noise (flip_y 0.30), budget 100, 8 steps: reach a validation score and save budget. The random policy scores 0.44 on average.",
            "performance > 0.58 and at least 40 % of the budget spent",
            0.2364,
            Record.Of(("performance_score", 0.65), ("efficiency_score", 0.35))),
    ];

    /// <summary>The documented grade × <see cref="EffortCheck.Effort"/>; passes only where enough was spent.</summary>
    /// <param name="difficulty">easy, medium or hard.</param>
    /// <param name="state">The state.</param>
    public static Verdict Grade(string? difficulty, EpisodeState state)
    {
        var effort = EffortCheck.Effort(state);
        var documented = Verdict.Of(difficulty, state);
        return documented with { Score = documented.Score * effort, Passed = documented.Passed && effort >= 1.0 };
    }

    private static DataSelectTask Task(string name, string description, string success, double passThreshold, Record rubric) =>
        new(name, description, success, passThreshold, rubric, DataSelectOptions.OfDifficulty, state => Grade(name, state));
}

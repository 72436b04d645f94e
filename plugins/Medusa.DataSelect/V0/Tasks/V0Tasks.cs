using System.Collections.Immutable;
using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect.V0;

/// <summary>The three tasks of the original, in its words: the thresholds they state are not those of the grader.</summary>
internal static class V0Tasks
{
    private static readonly string[] Excluded =
        [V0ScenarioGenerator.FlipShare, V0ScenarioGenerator.Budget, V0ScenarioGenerator.MaxSteps, V0ScenarioGenerator.LeastBatch, V0ScenarioGenerator.StopThreshold];

    /// <summary>All tasks.</summary>
    public static ImmutableArray<ITask> All { get; } =
    [
        new DataSelectTask(
            "easy",
            "Clean dataset (flip_y=0.05), budget=300, max_steps=15. Agent must reach validation performance > 0.55. Any reasonable balanced strategy succeeds.",
            "current_performance > 0.55 at episode end",
            0.35,
            Record.Of(("performance_score", 1.0)),
            Excluded,
            Verdict.Easy),
        new DataSelectTask(
            "medium",
            "High noise (flip_y=0.25), budget=150, max_steps=12. Agent must reach performance > 0.52 while keeping average noise selection rate below 0.45. Uncertainty-only strategies fail.",
            "current_performance > 0.52 AND avg noise_ratio < 0.45",
            0.3,
            Record.Of(("performance_score", 0.6), ("noise_score", 0.4)),
            Excluded,
            Verdict.Medium),
        new DataSelectTask(
            "hard",
            "High noise (flip_y=0.30), tight budget=100, max_steps=8. Agent must hit performance > 0.58 efficiently. Grader scores performance and budget efficiency jointly. Requires precise noise-aware + diversity-aware strategy.",
            "performance > 0.58, scored jointly with budget efficiency",
            0.2364,
            Record.Of(("performance_score", 0.65), ("efficiency_score", 0.35)),
            Excluded,
            Verdict.Hard),
    ];
}

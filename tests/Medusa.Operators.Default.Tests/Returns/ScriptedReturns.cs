using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.Tests;

/// <summary>The scripted policies that the table of returns compares.</summary>
internal static class ScriptedReturns
{
    private static readonly string[] EightSteps =
        ["SYNC_CHECK", "EVOLVE_SCHEMA", "PREP_KEYS_A", "PREP_KEYS_B", "DEDUPLICATE_B", "EXECUTE_JOIN_LEFT", "APPLY_SCD_2", "COMMIT"];

    /// <summary>Names, and what plays an episode of a scenario to its end.</summary>
    public static (string Name, Func<Scenario, ulong, EpisodeRun> Play)[] Policies { get; } =
    [
        ("documented eight steps", (scenario, _) => EpisodeRun.Of(scenario, EightSteps)),
        ("shortest solution", (scenario, _) => EpisodeRun.Of(scenario, ShortestSolution.Of(scenario).AsSpan())),
        ("`pipeline` (reads the observation)", (scenario, seed) => new EpisodeRun(scenario).Play(MedusaEnvironment.Definition.FindPolicy("pipeline")!, seed)),
        ("eight steps without DEDUP", (scenario, _) => EpisodeRun.Of(scenario, [.. EightSteps.Where(action => action != "DEDUPLICATE_B")])),
        ("COMMIT first", (scenario, _) => EpisodeRun.Of(scenario, "COMMIT")),
        ("SYNC + EVOLVE + COMMIT", (scenario, _) => EpisodeRun.Of(scenario, "SYNC_CHECK", "EVOLVE_SCHEMA", "COMMIT")),
        ("LEFT + COMMIT", (scenario, _) => EpisodeRun.Of(scenario, "EXECUTE_JOIN_LEFT", "COMMIT")),
        ("always LEFT", (scenario, _) => Repeat(scenario, "EXECUTE_JOIN_LEFT")),
        ("spam (LEFT, SCD-2, LEFT, …)", (scenario, _) => Repeat(scenario, "EXECUTE_JOIN_LEFT", "APPLY_SCD_2")),
        ("uniform random", (scenario, seed) => new EpisodeRun(scenario).Play(MedusaEnvironment.Definition.FindPolicy("random")!, seed)),
    ];

    private static EpisodeRun Repeat(Scenario scenario, params string[] actions)
    {
        var run = new EpisodeRun(scenario);
        while (run.IsRunning)
        {
            run.Step(actions[run.View.Step % actions.Length]);
        }

        return run;
    }
}

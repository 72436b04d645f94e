using System.Numerics;

namespace Medusa.Cli.Rollouts;

/// <summary>What the summary keeps of an episode.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Scenario">The scenario's name without its seed, such as <c>clean</c>.</param>
/// <param name="Steps">The number of steps taken.</param>
/// <param name="Return">The sum of the rewards.</param>
/// <param name="Passed">Whether every grader check passed.</param>
/// <param name="StartDigest">The state digest of step 0.</param>
/// <param name="Duration">How long the episode took, from the start's request to the grade's answer.</param>
internal sealed record EpisodeCount(BigInteger Seed, string Scenario, int Steps, double Return, bool Passed, string? StartDigest, TimeSpan Duration)
{
    /// <summary>Counts an episode.</summary>
    public static EpisodeCount Of(BigInteger seed, EpisodeRun run, TimeSpan duration)
    {
        var last = run.Steps.Count == 0 ? run.Start : run.Steps[^1].Result;
        return new EpisodeCount(seed, ScenarioName(run, seed), last.Step, last.Metadata.CumulativeReward, run.Passed, run.Start.Metadata.StateDigest, duration);
    }

    private static string ScenarioName(EpisodeRun run, BigInteger seed)
    {
        var name = run.Grade.TryGetProperty("scenario", out var scenario) ? scenario.GetString() ?? "" : "";
        var suffix = $"_{seed}";
        return name.EndsWith(suffix, StringComparison.Ordinal) ? name[..^suffix.Length] : name;
    }
}

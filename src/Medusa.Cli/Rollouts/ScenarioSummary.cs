using System.Numerics;

namespace Medusa.Cli.Rollouts;

/// <summary>One row of the summary.</summary>
/// <param name="Scenario">The scenario, or <c>all</c>.</param>
/// <param name="Episodes">How many episodes.</param>
/// <param name="Steps">How many steps together.</param>
/// <param name="MeanReward">The mean of the episodes' returns.</param>
/// <param name="PassedShare">The share of episodes that passed every grader check, in [0, 1].</param>
/// <param name="ExcessSteps">The mean of the passing episodes' steps above their reference length; null where there is none to compare with.</param>
/// <param name="StepsPerSecond">Steps over the share of the rollout's time that the episodes took, by the sums of their durations; for <c>all</c>, over the whole time.</param>
internal sealed record ScenarioSummary(string Scenario, int Episodes, long Steps, double MeanReward, double PassedShare, double? ExcessSteps, double StepsPerSecond)
{
    internal static IReadOnlyList<ScenarioSummary> Of(RolloutResult result, IReadOnlyDictionary<BigInteger, int> lengths)
    {
        var together = Math.Max(1, result.Episodes.Sum(episode => episode.Duration.Ticks));
        var rows = result.Episodes.GroupBy(episode => episode.Scenario).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Of(group.Key, [.. group], lengths, result.Elapsed * (group.Sum(episode => episode.Duration.Ticks) / (double)together)));
        return [.. rows, Of("all", result.Episodes, lengths, result.Elapsed)];
    }

    private static ScenarioSummary Of(string scenario, IReadOnlyList<EpisodeCount> episodes, IReadOnlyDictionary<BigInteger, int> lengths, TimeSpan time)
    {
        var steps = episodes.Sum(episode => (long)episode.Steps);
        var excess = episodes.Where(episode => episode.Passed && lengths.ContainsKey(episode.Seed)).Select(episode => (double)(episode.Steps - lengths[episode.Seed])).ToArray();
        return new ScenarioSummary(
            scenario,
            episodes.Count,
            steps,
            episodes.Count == 0 ? 0 : episodes.Average(episode => episode.Return),
            episodes.Count == 0 ? 0 : episodes.Count(episode => episode.Passed) / (double)episodes.Count,
            excess.Length == 0 ? null : excess.Average(),
            time > TimeSpan.Zero ? steps / time.TotalSeconds : 0);
    }
}

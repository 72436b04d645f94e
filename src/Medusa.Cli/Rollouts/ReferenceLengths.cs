using System.Collections.Concurrent;
using System.Numerics;
using Medusa.Cli.Hosts;
using Medusa.Client;

namespace Medusa.Cli.Rollouts;

/// <summary>
/// The reference length of an episode: the fewest steps in which one of the environment's scripted policies, seeded by the episode's seed, passes every grader
/// check on the same scenario. Excess steps are an episode's steps above it; they are counted for episodes that pass.
/// </summary>
internal sealed class ReferenceLengths(IEpisodeHost embedded, RolloutPlan plan)
{
    /// <summary>Measures, in this process, the reference lengths of the episodes that passed.</summary>
    /// <returns>
    /// Lengths by seed. A seed is missing where no scripted policy passes, and where the scenario as played elsewhere differs from this process's (by state digest).
    /// </returns>
    public async Task<IReadOnlyDictionary<BigInteger, int>> MeasureAsync(IEnumerable<EpisodeCount> episodes, CancellationToken cancellation)
    {
        var lengths = new ConcurrentDictionary<BigInteger, int>();
        await Parallel.ForEachAsync(episodes.Where(episode => episode.Passed), cancellation, async (episode, token) =>
        {
            if (await ShortestAsync(episode, token) is { } length)
            {
                lengths[episode.Seed] = length;
            }
        });
        return lengths;
    }

    private async Task<int?> ShortestAsync(EpisodeCount episode, CancellationToken cancellation)
    {
        int? shortest = null;
        var start = new EpisodeStart(plan.Environment.Name, episode.Seed, plan.Task, plan.Options);
        foreach (var policy in plan.Environment.Policies)
        {
            try
            {
                var run = await EpisodeRun.PlayAsync(embedded, start, policy, cancellation);
                if (run.Start.Metadata.StateDigest != episode.StartDigest)
                {
                    return null;
                }

                if (run.Passed && (shortest is null || run.Steps.Count < shortest))
                {
                    shortest = run.Steps.Count;
                }
            }
            catch (MedusaProblemException)
            {
                // A policy that this environment refuses is no reference.
            }
        }

        return shortest;
    }
}

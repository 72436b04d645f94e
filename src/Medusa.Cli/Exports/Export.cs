using Medusa.Cli.Rollouts;
using Medusa.Client;

namespace Medusa.Cli.Exports;

/// <summary>Reads the episodes that a filter holds and hands each over as a line, in the order of their ids.</summary>
internal sealed class Export(MedusaClient client, ExportFilter filter, Func<ExportedEpisode, string> lineOf)
{
    private const int AtATime = 8;

    /// <summary>Lists the episodes that may match, so that the progress has an end.</summary>
    /// <exception cref="MedusaProblemException">The server refused.</exception>
    /// <exception cref="MedusaUnreachableException">The server does not answer.</exception>
    internal async Task<(int Listed, List<EpisodeSummary> Candidates)> ListAsync(CancellationToken cancellation)
    {
        var listed = 0;
        var candidates = new List<EpisodeSummary>();
        await foreach (var episode in client.ListAsync(filter.OnServer, cancellation))
        {
            listed++;
            if (filter.MayHold(episode))
            {
                candidates.Add(episode with { Options = null });
            }
        }

        return (listed, candidates);
    }

    /// <summary>Writes the lines.</summary>
    /// <exception cref="MedusaProblemException">The server gives no trajectories.</exception>
    /// <exception cref="MedusaUnreachableException">The server does not answer.</exception>
    internal async Task<ExportCount> WriteAsync(int listed, List<EpisodeSummary> candidates, Action<string> write, IRolloutProgress progress, CancellationToken cancellation)
    {
        var count = new ExportCount(listed);
        await foreach (var item in client.ReadTrajectoriesAsync(candidates.ToAsyncEnumerable(), AtATime, cancellation))
        {
            if (item.Trajectory is { Ungraded: { } code } && filter.NeedsGrades)
            {
                count.Refused.Add($"episode {item.Summary.EpisodeId} is left out: {code}: only a server with its plugin can grade it; --status {ExportFilter.AnyStatus} exports it without a grade.");
            }
            else if (item.Trajectory is { } trajectory)
            {
                var episode = new ExportedEpisode(item.Summary, trajectory);
                if (filter.Holds(episode))
                {
                    write(lineOf(episode));
                    count.Episodes++;
                    count.Steps += trajectory.Steps.Count;
                }
            }
            else if (item.Problem is { Code: not ("unknown_episode" or "episode_expired") } problem)
            {
                if (Refusals.IsOfAll(problem))
                {
                    throw new MedusaProblemException(problem);
                }

                count.Refused.Add($"episode {item.Summary.EpisodeId} is left out: {problem.Code}: {problem.Detail}");
            }

            progress.Finished(item.Trajectory?.Steps.Count ?? 0);
        }

        return count;
    }
}

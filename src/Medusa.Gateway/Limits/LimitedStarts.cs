using System.Text.Json;
using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>Starts episodes within their owner's limits. What was recorded under a request id is answered all the same: it starts nothing.</summary>
/// <param name="catalogue">Says which options count rows.</param>
/// <param name="journal">Knows what was recorded.</param>
/// <param name="metrics">Counts refusals.</param>
/// <param name="clock">The time.</param>
internal sealed class LimitedStarts(IEnvironmentCatalogue catalogue, IEpisodeJournal journal, LimitMetrics metrics, TimeProvider clock)
{
    private const int PageSize = 1000;
    private static readonly TimeSpan ComparedAgain = TimeSpan.FromSeconds(1);

    /// <summary>Whether a refusal says that the episode does not run any more.</summary>
    /// <param name="reply">An engine's reply about one episode.</param>
    public static bool HasEnded(EpisodeReply reply) =>
        reply.Problem?.Code is ProblemCode.EpisodeDone or ProblemCode.EpisodeClosed or ProblemCode.EpisodeExpired or ProblemCode.UnknownEpisode;

    /// <summary>Starts an episode or a group.</summary>
    /// <param name="engine">Where episodes run.</param>
    /// <param name="use">What the owner uses.</param>
    /// <param name="allowance">What it may use.</param>
    /// <param name="command">What to start.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public ValueTask<EpisodeReply> CreateAsync(IEpisodeEngine engine, OwnerUse use, Allowance allowance, CreateEpisode command, CancellationToken cancellation)
    {
        var rows = allowance.Rows > 0 ? RowsAsked.Of(command, catalogue.Find(command.Environment)?.Definition) : 0;
        return StartAsync(engine, use, allowance, new Start(command.Owner, command.RequestId, command.Count, rows, command.Replaces), () => engine.CreateAsync(command, cancellation), cancellation);
    }

    /// <summary>Starts copies of an episode. Each counts the rows that the episode asked for.</summary>
    /// <param name="engine">Where episodes run.</param>
    /// <param name="use">What the owner uses.</param>
    /// <param name="allowance">What it may use.</param>
    /// <param name="command">What to copy.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public ValueTask<EpisodeReply> ForkAsync(IEpisodeEngine engine, OwnerUse use, Allowance allowance, ForkEpisode command, CancellationToken cancellation) =>
        StartAsync(
            engine, use, allowance, new Start(command.Owner, command.RequestId, command.Count, use.RowsOf(command.Id), command.Replaces), () => engine.ForkAsync(command, cancellation), cancellation);

    private async ValueTask<EpisodeReply> StartAsync(IEpisodeEngine engine, OwnerUse use, Allowance allowance, Start start, Func<ValueTask<EpisodeReply>> begin, CancellationToken cancellation)
    {
        var rows = start.Rows * start.Count;
        var limit = use.TryStart(start.Count, rows, start.Replaces, allowance);
        if (limit is not null && await CompareAsync(engine, use, start.Owner, cancellation))
        {
            limit = use.TryStart(start.Count, rows, start.Replaces, allowance);
        }

        if (limit is not null && !await IsRecordedAsync(start, cancellation))
        {
            metrics.Reached(limit);
            return EpisodeReply.Refused(OwnerUse.Refusal(limit, allowance));
        }

        try
        {
            var reply = await begin();
            foreach (var episode in reply.Problem is null ? EpisodesJson.Of(reply) : [])
            {
                if (episode is { Problem: null, Replayed: false, Done: false, Episode: { } id })
                {
                    use.Runs(id, start.Rows);
                }
            }

            return reply;
        }
        finally
        {
            if (limit is null)
            {
                use.Started(start.Count, rows);
            }
        }
    }

    private async ValueTask<bool> IsRecordedAsync(Start start, CancellationToken cancellation)
    {
        try
        {
            return start.RequestId is { Length: > 0 and <= 255 } id && await journal.FindRequestAsync(start.Owner, id, cancellation) is not null;
        }
        catch (JournalException)
        {
            return false;
        }
    }

    /// <summary>Episodes also end by time, or through another process: before an owner is refused, what counts as running is compared with what does.</summary>
    /// <returns>Whether some count no more.</returns>
    private async ValueTask<bool> CompareAsync(IEpisodeEngine engine, OwnerUse use, Owner owner, CancellationToken cancellation)
    {
        if (use.Compared != long.MinValue && clock.GetElapsedTime(use.Compared) < ComparedAgain)
        {
            return false;
        }

        use.Compared = clock.GetTimestamp();
        var ended = use.Running;
        var after = (string?)null;
        do
        {
            var page = await engine.ListAsync(new ListEpisodes(owner) { Status = "running", After = after, Limit = PageSize }, cancellation);
            if (page.Problem is not null)
            {
                return false;
            }

            using var document = JsonDocument.Parse(page.Body);
            after = document.RootElement.GetProperty("next"u8).GetString();
            foreach (var episode in document.RootElement.GetProperty("episodes"u8).EnumerateArray())
            {
                if (EpisodeId.TryParse(episode.GetProperty("episode_id"u8).GetString(), out var id))
                {
                    ended.Remove(id);
                }
            }
        }
        while (after is not null);
        foreach (var episode in ended)
        {
            use.Ended(episode);
        }

        return ended.Count > 0;
    }

    private readonly record struct Start(Owner Owner, string? RequestId, int Count, long Rows, EpisodeId? Replaces);
}

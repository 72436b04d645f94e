using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <content>Removing episodes for good, when they are told to go or when their time is over.</content>
public sealed partial class EpisodeRuntime
{
    private const int ClosedAtOnce = 64;
    private int isSweeping;

    /// <summary>How often to sweep: often enough that nothing stays a quarter longer than it may.</summary>
    public TimeSpan SweepPeriod => TimeSpan.FromTicks(Math.Clamp(Math.Min(options.IdleTimeout.Ticks, options.Retention.Ticks) / 4, TimeSpan.TicksPerSecond / 4, TimeSpan.TicksPerMinute));

    /// <summary>Passivates idle episodes, ends overdue ones and removes expired ones. Never throws.</summary>
    /// <param name="journalToo">Whether the journal is swept too, or only this process's memory: one process of those that share a journal is enough.</param>
    public async Task SweepAsync(bool journalToo = true)
    {
        if (Interlocked.Exchange(ref isSweeping, 1) != 0)
        {
            return;
        }

        try
        {
            var now = time.GetUtcNow();
            var passivated = places.Passivate((now - options.IdleTimeout).UtcTicks, endedOnly: false);
            Metrics.Passivated(passivated, "idle");
            var removed = journalToo ? await SweepJournalAsync(now).ConfigureAwait(false) : 0;
            EpisodeLog.Swept(logger, passivated, removed, places.LiveEpisodes);
        }
        catch (Exception fault)
        {
            EpisodeLog.SweepFailed(logger, fault);
        }
        finally
        {
            Volatile.Write(ref isSweeping, 0);
        }
    }

    private async ValueTask<int> SweepJournalAsync(DateTimeOffset now)
    {
        foreach (var overdue in (await journal.FindOverdueAsync(now).ConfigureAwait(false)).Chunk(ClosedAtOnce))
        {
            await Task.WhenAll(overdue.Select(EndOverdueAsync)).ConfigureAwait(false);
        }

        var removed = 0;
        while (await journal.ExpireAsync(now - options.Retention, now - options.AbandonedAfter).ConfigureAwait(false) is { Count: > 0 } expired && !isStopped)
        {
            removed += expired.Count;
            DropRemoved(expired);
        }

        return removed;
    }

    /// <summary>Ends an episode as expired; one that cannot be folded again, because its plugin is gone or its record damaged, too.</summary>
    private async Task EndOverdueAsync(EpisodeKey key)
    {
        var closing = new CloseEpisode(key.Owner, key.Id, EpisodeClosed.Expired);
        var reply = await places.CloseAsync(closing).ConfigureAwait(false);
        if (reply.Problem?.Code is ProblemCode.PluginUnavailable or ProblemCode.ReplayDiverged or ProblemCode.OperatorFault)
        {
            var count = await journal.CountAsync(key).ConfigureAwait(false);
            await journal.AppendAsync(key, count, new EpisodeClosed { Reason = closing.Reason, WallTime = time.GetUtcNow() }).ConfigureAwait(false);
        }
    }

    /// <summary>Removes episodes for good, from the journal and from this process's memory.</summary>
    /// <param name="command">What to remove.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public ValueTask<EpisodeReply> RemoveAsync(RemoveEpisodes command, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return isStopped ? ValueTask.FromResult(EpisodeRefusals.ShuttingDown()) : FromJournalAsync(RemoveAllAsync(command, cancellation), "*");
    }

    private async ValueTask<EpisodeReply> RemoveAllAsync(RemoveEpisodes command, CancellationToken cancellation)
    {
        var before = command.OlderThan is { } age ? time.GetUtcNow() - age : DateTimeOffset.MaxValue;
        var removed = 0;
        while (await journal.RemoveAsync(command.Owner, command.Statuses, before, cancellation).ConfigureAwait(false) is { Count: > 0 } some)
        {
            DropRemoved(some);
            removed += some.Count;
        }

        var json = new JsonBuffer();
        json.StartObject();
        json.Name("removed"u8);
        json.Integer(removed);
        json.EndObject();
        return new EpisodeReply { Body = json.WrittenSpan.ToArray() };
    }

    /// <summary>Takes episodes from memory that the journal has no more.</summary>
    private void DropRemoved(IReadOnlyCollection<EpisodeKey> removed)
    {
        foreach (var key in removed)
        {
            places.Drop(key);
        }
    }
}

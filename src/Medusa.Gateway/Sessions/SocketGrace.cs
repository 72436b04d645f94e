using System.Collections.Concurrent;
using Medusa.Episodes;
using Microsoft.Extensions.Logging;

namespace Medusa.Gateway;

/// <summary>
/// The episodes of sockets that dropped. Each is closed once nobody has stepped it for <see cref="GatewayOptions.SocketGrace"/>: until then its client may come
/// back to it by its id, or by repeating the reset that started it. Thread-safe.
/// </summary>
/// <param name="engine">Where episodes run.</param>
/// <param name="options">The time.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">The log.</param>
internal sealed partial class SocketGrace(IEpisodeEngine engine, GatewayOptions options, TimeProvider clock, ILogger<SocketGrace> log)
{
    private const string Reason = "socket_closed";
    private readonly ConcurrentDictionary<EpisodeKey, Left> left = new();
    private readonly ConcurrentDictionary<EpisodeKey, object> adopted = new();
    private volatile bool isStopping;

    /// <summary>How many episodes wait to be closed.</summary>
    public int Waiting => left.Count;

    /// <summary>Leaves an episode to its grace.</summary>
    /// <param name="episode">The episode.</param>
    /// <param name="taken">The number of steps taken; null where it is not known.</param>
    public async ValueTask LeaveAsync(EpisodeKey episode, long? taken)
    {
        if (options.SocketGrace > TimeSpan.Zero && !isStopping)
        {
            var entry = new Left(episode, taken);
            entry.Timer = clock.CreateTimer(_ => _ = EndAsync(entry), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Keep(episode);
            left[episode] = entry;
            entry.Timer.Change(options.SocketGrace, Timeout.InfiniteTimeSpan);
            if (!isStopping || !left.TryRemove(new(episode, entry)))
            {
                return;
            }

            entry.Timer.Dispose();
        }

        await engine.CloseAsync(new CloseEpisode(episode.Owner, episode.Id, Reason));
    }

    /// <summary>Keeps an episode that was left, because its client is back.</summary>
    /// <param name="episode">The episode.</param>
    public void Keep(EpisodeKey episode)
    {
        if (left.TryRemove(episode, out var entry))
        {
            entry.Timer.Dispose();
        }
    }

    /// <summary>Makes an episode that was started before another session's: what ends for the one that started it does not end it.</summary>
    /// <param name="episode">The episode.</param>
    /// <param name="session">The session.</param>
    public void Adopt(EpisodeKey episode, object session)
    {
        adopted[episode] = session;
        Keep(episode);
    }

    /// <summary>Ends a session's part in an episode.</summary>
    /// <param name="episode">The episode.</param>
    /// <param name="session">The session.</param>
    /// <returns>Whether the episode is still the session's to end.</returns>
    public bool Release(EpisodeKey episode, object session) =>
        !adopted.TryGetValue(episode, out var other) || (other == session && adopted.TryRemove(new(episode, session)));

    /// <summary>Closes what waits, because the server stops.</summary>
    /// <param name="cancellation">Stops closing.</param>
    public async Task StopAsync(CancellationToken cancellation = default)
    {
        isStopping = true;
        await Parallel.ForEachAsync(left.Values, cancellation, async (entry, _) =>
        {
            if (left.TryRemove(new(entry.Episode, entry)))
            {
                entry.Timer.Dispose();
                await TryCloseAsync(entry);
            }
        });
    }

    private async Task EndAsync(Left entry)
    {
        var isOver = await TryCloseAsync(entry);
        if (!left.TryGetValue(entry.Episode, out var present) || present != entry)
        {
            return;
        }

        if (!isOver && !isStopping)
        {
            entry.Timer.Change(options.SocketGrace, Timeout.InfiniteTimeSpan);
        }
        else if (left.TryRemove(new(entry.Episode, entry)))
        {
            entry.Timer.Dispose();
        }
    }

    /// <summary>Closes an episode, unless somebody has stepped it since or it cannot be closed for now.</summary>
    private async Task<bool> TryCloseAsync(Left entry)
    {
        try
        {
            var (owner, id) = entry.Episode;
            var head = await engine.QueryAsync(new QueryEpisode(owner, id, EpisodeQueryKind.Summary));
            if (head is { Problem: null, Done: false } && (entry.Taken is { } taken ? head.Step > taken : !isStopping))
            {
                entry.Taken = head.Step;
                return false;
            }

            var reply = head.Problem is null ? await engine.CloseAsync(new CloseEpisode(owner, id, Reason)) : head;
            return reply.Problem?.Code is not (ProblemCode.JournalUnavailable or ProblemCode.Overloaded or ProblemCode.RecoveryTimeout);
        }
        catch (Exception fault)
        {
            CloseFailed(log, entry.Episode.Id.Value, fault);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Episode {episode} of a dropped socket could not be closed.")]
    private static partial void CloseFailed(ILogger log, string episode, Exception fault);

    private sealed class Left(EpisodeKey episode, long? taken)
    {
        public EpisodeKey Episode => episode;

        public long? Taken { get; set; } = taken;

        public ITimer Timer { get; set; } = null!;
    }
}

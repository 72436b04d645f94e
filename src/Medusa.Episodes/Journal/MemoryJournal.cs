using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Medusa.Episodes;

/// <summary>
/// The journal of a process that keeps nothing: events stay in memory until their episode expires. Holds at most <see cref="EpisodesOptions.MaxRetainedEpisodes"/>
/// episodes: beyond that the longest-kept one that has ended makes room, and where none has, no new episode starts.
/// </summary>
/// <param name="maxEpisodes">How many episodes are kept.</param>
public sealed class MemoryJournal(int maxEpisodes) : IEpisodeJournal
{
    private const int EvictionTries = 64;

    private readonly ConcurrentDictionary<EpisodeKey, Log> logs = new();
    private readonly ConcurrentDictionary<(Owner Owner, string RequestId), EpisodeKey> requests = new();
    private readonly ConcurrentQueue<EpisodeKey> oldestFirst = new();
    private readonly ExpiredEpisodes expired = new(maxEpisodes);
    private int count;

    /// <inheritdoc/>
    public string Durability => "volatile";

    /// <summary>How many episodes are kept.</summary>
    public int Count => Volatile.Read(ref count);

    /// <inheritdoc/>
    public ValueTask<AppendOutcome> AppendAsync(EpisodeKey episode, int expectedIndex, EpisodeEvent added, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(added);
        return ValueTask.FromResult(expectedIndex == 0 ? Start(episode, added) : Continue(episode, expectedIndex, added));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<EpisodeEvent>> ReadAsync(EpisodeKey episode, CancellationToken cancellation = default) =>
        ValueTask.FromResult<IReadOnlyList<EpisodeEvent>>(logs.TryGetValue(episode, out var log) ? log.Read() : []);

    /// <inheritdoc/>
    public ValueTask<StepTaken?> ReadStepAsync(EpisodeKey episode, int step, CancellationToken cancellation = default) =>
        ValueTask.FromResult(logs.TryGetValue(episode, out var log) ? log.ReadStep(step) : null);

    /// <inheritdoc/>
    public ValueTask<EpisodeKey?> FindRequestAsync(Owner owner, string requestId, CancellationToken cancellation = default) =>
        ValueTask.FromResult(requests.TryGetValue((owner, requestId), out var key) ? key : (EpisodeKey?)null);

    /// <inheritdoc/>
    public async IAsyncEnumerable<EpisodeHead> ListAsync(Owner owner, string? after, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await ValueTask.CompletedTask.ConfigureAwait(false);
        var keys = logs.Keys.Where(key => key.Owner == owner && (after is null || string.CompareOrdinal(key.Id.Value, after) > 0)).ToArray();
        Array.Sort(keys, static (left, right) => string.CompareOrdinal(left.Id.Value, right.Id.Value));
        foreach (var key in keys)
        {
            cancellation.ThrowIfCancellationRequested();
            if (logs.TryGetValue(key, out var log) && EpisodeHead.Of(key, log.Read()) is { } head)
            {
                yield return head;
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> HasExpiredAsync(EpisodeKey episode, CancellationToken cancellation = default) => ValueTask.FromResult(expired.Contains(episode));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyCollection<EpisodeKey>> ExpireAsync(
        DateTimeOffset endedBefore, DateTimeOffset abandonedBefore, CancellationToken cancellation = default)
    {
        var removed = new List<EpisodeKey>();
        foreach (var (key, log) in logs)
        {
            if (log.LastEventAt < (log.HasEnded ? endedBefore : abandonedBefore))
            {
                Remove(key);
                removed.Add(key);
            }
        }

        return ValueTask.FromResult<IReadOnlyCollection<EpisodeKey>>(removed);
    }

    private AppendOutcome Start(EpisodeKey episode, EpisodeEvent first)
    {
        if (logs.ContainsKey(episode))
        {
            return AppendOutcome.Conflict;
        }

        if (Interlocked.Increment(ref count) > maxEpisodes && !MakeRoom())
        {
            Interlocked.Decrement(ref count);
            return AppendOutcome.Full;
        }

        var requestId = (first as EpisodeStarted)?.RequestId;
        if (requestId is not null && !requests.TryAdd((episode.Owner, requestId), episode))
        {
            Interlocked.Decrement(ref count);
            return AppendOutcome.RequestTaken;
        }

        if (logs.TryAdd(episode, new Log(first)))
        {
            oldestFirst.Enqueue(episode);
            return AppendOutcome.Appended;
        }

        if (requestId is not null)
        {
            requests.TryRemove((episode.Owner, requestId), out _);
        }

        Interlocked.Decrement(ref count);
        return AppendOutcome.Conflict;
    }

    private AppendOutcome Continue(EpisodeKey episode, int expectedIndex, EpisodeEvent added) =>
        logs.TryGetValue(episode, out var log) && log.TryAdd(expectedIndex, added) ? AppendOutcome.Appended : AppendOutcome.Conflict;

    private bool MakeRoom()
    {
        for (var tries = 0; tries < EvictionTries && oldestFirst.TryDequeue(out var oldest); tries++)
        {
            if (logs.TryGetValue(oldest, out var log))
            {
                if (log.HasEnded)
                {
                    Remove(oldest);
                    return true;
                }

                oldestFirst.Enqueue(oldest);
            }
        }

        return false;
    }

    private void Remove(EpisodeKey key)
    {
        if (!logs.TryRemove(key, out var log))
        {
            return;
        }

        Interlocked.Decrement(ref count);
        expired.Add(key);
        if (log.RequestId is { } requestId)
        {
            requests.TryRemove((key.Owner, requestId), out _);
        }
    }

    /// <summary>One episode's events. Added to under its own lock; what is read is a copy.</summary>
    private sealed class Log(EpisodeEvent first)
    {
        private readonly Lock gate = new();
        private EpisodeEvent[] events = [first, null!, null!, null!];
        private int used = 1;

        public string? RequestId { get; } = (first as EpisodeStarted)?.RequestId;

        public bool HasEnded
        {
            get
            {
                lock (gate)
                {
                    return events[used - 1] is EpisodeClosed or StepTaken { Done: true };
                }
            }
        }

        public DateTimeOffset LastEventAt
        {
            get
            {
                lock (gate)
                {
                    return events[used - 1].WallTime;
                }
            }
        }

        public bool TryAdd(int expectedIndex, EpisodeEvent added)
        {
            lock (gate)
            {
                if (used != expectedIndex)
                {
                    return false;
                }

                if (used == events.Length)
                {
                    Array.Resize(ref events, used * 2);
                }

                events[used++] = added;
                return true;
            }
        }

        public EpisodeEvent[] Read()
        {
            lock (gate)
            {
                return events[..used];
            }
        }

        public StepTaken? ReadStep(int step)
        {
            lock (gate)
            {
                for (var index = Math.Min(step, used - 1); index < used; index++)
                {
                    if (events[index] is StepTaken taken && taken.Index == step)
                    {
                        return taken;
                    }
                }

                return null;
            }
        }
    }
}

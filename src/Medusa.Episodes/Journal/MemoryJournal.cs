using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Medusa.Episodes;

/// <summary>
/// The journal of a process that keeps nothing: events stay in memory until their episode expires. Holds at most <see cref="EpisodesOptions.MaxRetainedEpisodes"/>
/// episodes: beyond that the longest-kept one that has ended makes room, and where none of the oldest 4,096 has, no new episode starts.
/// </summary>
/// <param name="maxEpisodes">How many episodes are kept.</param>
public sealed class MemoryJournal(int maxEpisodes) : IEpisodeJournal
{
    private const int EvictionTries = 4096;

    private readonly ConcurrentDictionary<EpisodeKey, MemoryLog> logs = new();
    private readonly ConcurrentDictionary<(Owner Owner, string RequestId), EpisodeKey> requests = new();
    private readonly ConcurrentQueue<EpisodeKey> oldestFirst = new();
    private readonly Dictionary<(Owner Owner, string Session), SessionAttachment> sessions = [];
    private readonly ConcurrentDictionary<(Owner Owner, string Root), HashSet<EpisodeKey>> families = new();
    private readonly ExpiredEpisodes expired = new(maxEpisodes);
    private int count;

    /// <inheritdoc/>
    public string Durability => "volatile";

    /// <summary>How many places the order of removal takes: grows with <see cref="Count"/>, never with the number of episodes there ever were.</summary>
    internal int Queued => oldestFirst.Count;

    /// <summary>How many episodes are kept.</summary>
    public int Count => Volatile.Read(ref count);

    /// <inheritdoc/>
    public ValueTask<AppendOutcome> AppendAsync(EpisodeKey episode, int expectedIndex, EpisodeEvent added, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(added);
        return ValueTask.FromResult(expectedIndex == 0 ? Start(episode, added) : Continue(episode, expectedIndex, added));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<EpisodeEvent>> ReadAsync(EpisodeKey episode, bool withReplies = true, CancellationToken cancellation = default) =>
        ValueTask.FromResult<IReadOnlyList<EpisodeEvent>>(logs.TryGetValue(episode, out var log) ? log.Read() : []);

    /// <summary>Whether an episode is kept here.</summary>
    /// <param name="episode">The episode.</param>
    public bool Holds(EpisodeKey episode) => logs.ContainsKey(episode);

    /// <inheritdoc/>
    public ValueTask<int> CountAsync(EpisodeKey episode, CancellationToken cancellation = default) =>
        ValueTask.FromResult(logs.TryGetValue(episode, out var log) ? log.Count : 0);

    /// <inheritdoc/>
    public ValueTask<StepTaken?> ReadStepAsync(EpisodeKey episode, int step, CancellationToken cancellation = default) =>
        ValueTask.FromResult(logs.TryGetValue(episode, out var log) ? log.ReadStep(step) : null);

    /// <inheritdoc/>
    public ValueTask<EpisodeKey?> FindRequestAsync(Owner owner, string requestId, CancellationToken cancellation = default) =>
        ValueTask.FromResult(requests.TryGetValue((owner, requestId), out var key) ? key : (EpisodeKey?)null);

    /// <inheritdoc/>
    public ValueTask<int> LastMemberAsync(Owner owner, string root, CancellationToken cancellation = default)
    {
        if (!families.TryGetValue((owner, root), out var family))
        {
            return ValueTask.FromResult(0);
        }

        lock (family)
        {
            return ValueTask.FromResult(family.Max(static key => key.Id.Number ?? 0));
        }
    }

    /// <inheritdoc/>
    public ValueTask<SessionAttachment> AttachSessionAsync(Owner owner, string session, CancellationToken cancellation = default)
    {
        lock (sessions)
        {
            var known = sessions.GetValueOrDefault((owner, session));
            var attached = known with { Generation = known.Generation + 1 };
            sessions[(owner, session)] = attached;
            return ValueTask.FromResult(attached);
        }
    }

    /// <inheritdoc/>
    public ValueTask<SessionAttachment?> FindSessionAsync(Owner owner, string session, CancellationToken cancellation = default)
    {
        lock (sessions)
        {
            return ValueTask.FromResult(sessions.TryGetValue((owner, session), out var known) ? known : (SessionAttachment?)null);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyCollection<EpisodeKey>> FindOverdueAsync(DateTimeOffset now, CancellationToken cancellation = default)
    {
        var overdue = new List<EpisodeKey>();
        foreach (var (key, log) in logs)
        {
            if (!log.HasEnded && (log.Deadline <= now || (log.IdleTimeout is { } idle && log.LastEventAt + idle <= now)))
            {
                overdue.Add(key);
            }
        }

        return ValueTask.FromResult<IReadOnlyCollection<EpisodeKey>>(overdue);
    }

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
    public ValueTask<IReadOnlyList<EnvironmentUse>> CountUsesAsync(CancellationToken cancellation = default) =>
        ValueTask.FromResult(EnvironmentUse.Sum(logs.Select(static log => log.Value.Use())));

    /// <inheritdoc/>
    public ValueTask<bool> HasExpiredAsync(EpisodeKey episode, CancellationToken cancellation = default) => ValueTask.FromResult(expired.Contains(episode));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyCollection<EpisodeKey>> ExpireAsync(
        DateTimeOffset endedBefore, DateTimeOffset abandonedBefore, CancellationToken cancellation = default)
    {
        return ValueTask.FromResult(RemoveFamilies((_, log) => log.LastEventAt < (log.HasEnded ? endedBefore : abandonedBefore)));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyCollection<EpisodeKey>> RemoveAsync(
        Owner owner, IReadOnlyCollection<string> statuses, DateTimeOffset before, CancellationToken cancellation = default)
    {
        return ValueTask.FromResult(RemoveFamilies(
            (key, log) => key.Owner == owner && log.LastEventAt < before && EpisodeHead.Of(key, log.Read()) is { } head && statuses.Contains(head.StatusText)));
    }

    /// <summary>Removes each family of which all members may go.</summary>
    private IReadOnlyCollection<EpisodeKey> RemoveFamilies(Func<EpisodeKey, MemoryLog, bool> mayGo)
    {
        var removed = new List<EpisodeKey>();
        foreach (var (key, log) in logs)
        {
            if (mayGo(key, log) && Family(key) is var family && Array.TrueForAll(family, member => !logs.TryGetValue(member, out var other) || mayGo(member, other)))
            {
                removed.AddRange(family.Where(logs.ContainsKey));
                Array.ForEach(family, Remove);
            }
        }

        Compact();
        return removed;
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

        var requestId = first.Beginning?.RequestId;
        if (requestId is not null && !requests.TryAdd((episode.Owner, requestId), episode))
        {
            Interlocked.Decrement(ref count);
            return AppendOutcome.RequestTaken;
        }

        var outcome = StartKept(episode, first);
        if (outcome == AppendOutcome.Appended)
        {
            return outcome;
        }

        if (requestId is not null)
        {
            requests.TryRemove((episode.Owner, requestId), out _);
        }

        Interlocked.Decrement(ref count);
        return outcome;
    }

    private AppendOutcome StartKept(EpisodeKey episode, EpisodeEvent first)
    {
        if (first.Beginning is not { Session: { } session, Generation: var generation })
        {
            return AddLog(episode, first);
        }

        lock (sessions)
        {
            if (sessions.GetValueOrDefault((episode.Owner, session)).Generation != generation)
            {
                return AppendOutcome.SessionSuperseded;
            }

            var outcome = AddLog(episode, first);
            if (outcome == AppendOutcome.Appended)
            {
                sessions[(episode.Owner, session)] = new SessionAttachment(generation, episode.Id);
            }

            return outcome;
        }
    }

    private AppendOutcome AddLog(EpisodeKey episode, EpisodeEvent first)
    {
        if (!logs.TryAdd(episode, new MemoryLog(first)))
        {
            return AppendOutcome.Conflict;
        }

        if (episode.Id.IsMember)
        {
            var family = families.GetOrAdd(FamilyOf(episode), static _ => []);
            lock (family)
            {
                family.Add(episode);
            }
        }

        oldestFirst.Enqueue(episode);
        return AppendOutcome.Appended;
    }

    private static (Owner Owner, string Root) FamilyOf(EpisodeKey episode) => (episode.Owner, episode.Id.Root.ToString());

    /// <summary>An episode with those it may only be removed with.</summary>
    private EpisodeKey[] Family(EpisodeKey episode)
    {
        if (families.IsEmpty || !families.TryGetValue(FamilyOf(episode), out var family))
        {
            return [episode];
        }

        lock (family)
        {
            var root = new EpisodeKey(episode.Owner, episode.Id.Ancestor);
            return logs.ContainsKey(root) ? [root, .. family] : [.. family];
        }
    }

    private AppendOutcome Continue(EpisodeKey episode, int expectedIndex, EpisodeEvent added) =>
        logs.TryGetValue(episode, out var log) && log.TryAdd(expectedIndex, added) ? AppendOutcome.Appended : AppendOutcome.Conflict;

    private bool MakeRoom()
    {
        for (var tries = 0; tries < EvictionTries && oldestFirst.TryDequeue(out var oldest); tries++)
        {
            if (!logs.ContainsKey(oldest))
            {
                continue;
            }

            var family = Family(oldest);
            if (Array.TrueForAll(family, key => !logs.TryGetValue(key, out var log) || log.HasEnded))
            {
                Array.ForEach(family, Remove);
                return true;
            }

            oldestFirst.Enqueue(oldest);
        }

        return false;
    }

    /// <summary>Takes removed episodes out of the queue once they outnumber the kept ones.</summary>
    private void Compact()
    {
        var queued = oldestFirst.Count;
        if (queued <= (2 * Count) + 64)
        {
            return;
        }

        for (; queued > 0 && oldestFirst.TryDequeue(out var key); queued--)
        {
            if (logs.ContainsKey(key))
            {
                oldestFirst.Enqueue(key);
            }
        }
    }

    private void Remove(EpisodeKey key)
    {
        if (!logs.TryRemove(key, out var log))
        {
            return;
        }

        Interlocked.Decrement(ref count);
        expired.Add(key);
        if (key.Id.IsMember && families.TryGetValue(FamilyOf(key), out var family))
        {
            lock (family)
            {
                if (family.Remove(key) && family.Count == 0)
                {
                    families.TryRemove(FamilyOf(key), out _);
                }
            }
        }

        if (log.RequestId is { } requestId)
        {
            requests.TryRemove((key.Owner, requestId), out _);
        }

        if (log.Session is { } session)
        {
            lock (sessions)
            {
                if (sessions.TryGetValue((key.Owner, session), out var known) && known.Episode == key.Id)
                {
                    sessions.Remove((key.Owner, session));
                }
            }
        }
    }
}

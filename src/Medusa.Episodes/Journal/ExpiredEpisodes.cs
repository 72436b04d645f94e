using System.Collections.Concurrent;

namespace Medusa.Episodes;

/// <summary>Which episodes expired, so that they answer as expired and not as unknown. Bounded: the longest-known ones are forgotten.</summary>
/// <param name="capacity">How many are remembered.</param>
internal sealed class ExpiredEpisodes(int capacity)
{
    private readonly ConcurrentDictionary<EpisodeKey, bool> known = new();
    private readonly ConcurrentQueue<EpisodeKey> oldestFirst = new();
    private int count;

    public bool Contains(EpisodeKey key) => known.ContainsKey(key);

    public void Add(EpisodeKey key)
    {
        if (!known.TryAdd(key, true))
        {
            return;
        }

        oldestFirst.Enqueue(key);
        if (Interlocked.Increment(ref count) > capacity && oldestFirst.TryDequeue(out var oldest))
        {
            known.TryRemove(oldest, out _);
            Interlocked.Decrement(ref count);
        }
    }
}

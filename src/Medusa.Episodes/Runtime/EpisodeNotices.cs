using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Medusa.Episodes;

/// <summary>Tells whoever watches what happens to episodes. A watcher that is too slow misses the oldest notices, never the engine's time.</summary>
internal sealed class EpisodeNotices
{
    private const int Capacity = 1_024;
    private readonly ConcurrentDictionary<Watcher, bool> watchers = new();

    /// <summary>Whether anybody watches.</summary>
    public bool IsWatched => !watchers.IsEmpty;

    /// <summary>Tells that an event was journaled.</summary>
    public void Publish(Episode episode, EpisodeEvent journaled)
    {
        if (!IsWatched)
        {
            return;
        }

        var key = new EpisodeKey(episode.Started.Owner, episode.Started.Id);
        var step = journaled as StepTaken;
        var kind = journaled.EndsEpisode ? EpisodeNoticeKind.Ended : step is null ? EpisodeNoticeKind.Started : EpisodeNoticeKind.Stepped;
        var notice = new EpisodeNotice(key, kind)
        {
            Environment = episode.Started.Environment,
            Step = episode.Step,
            Reward = step?.Reward,
            EndReason = step?.EndReason ?? (journaled as EpisodeClosed)?.Reason,
            At = journaled.WallTime,
        };
        foreach (var (watcher, _) in watchers)
        {
            watcher.Offer(notice);
        }
    }

    /// <summary>What happens from now on.</summary>
    public async IAsyncEnumerable<EpisodeNotice> WatchAsync(Owner owner, EpisodeId? id, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var watcher = new Watcher(owner, id);
        watchers[watcher] = true;
        try
        {
            await foreach (var notice in watcher.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                yield return watcher.TakeMissed() is var missed and > 0 ? notice with { Missed = missed } : notice;
            }
        }
        finally
        {
            watchers.TryRemove(watcher, out _);
        }
    }

    private sealed class Watcher
    {
        private readonly Owner owner;
        private readonly EpisodeId? id;
        private readonly Channel<EpisodeNotice> channel;
        private long missed;

        public Watcher(Owner owner, EpisodeId? id)
        {
            (this.owner, this.id) = (owner, id);
            channel = Channel.CreateBounded<EpisodeNotice>(
                new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, _ => Interlocked.Increment(ref missed));
        }

        public ChannelReader<EpisodeNotice> Reader => channel.Reader;

        public void Offer(EpisodeNotice notice)
        {
            if (notice.Key.Owner == owner && (id is null || notice.Key.Id == id))
            {
                channel.Writer.TryWrite(notice);
            }
        }

        public long TakeMissed() => Interlocked.Exchange(ref missed, 0);
    }
}

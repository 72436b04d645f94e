using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Medusa.Episodes;

namespace Medusa.Actors;

/// <summary>The episodes that have their actors on this node, and those that have begun here and are about to get one.</summary>
/// <param name="options">The greatest frame.</param>
internal sealed class LocalEpisodes(ClusterOptions options)
{
    /// <summary>What the envelope and Akka.NET's own header add to an answer, generously.</summary>
    private const int EnvelopeBytes = 64 << 10;

    private readonly ConcurrentDictionary<EpisodeKey, EpisodePlace> places = new();
    private readonly ConcurrentDictionary<EpisodeKey, BegunEpisode> begun = new();
    private volatile IActorRef? region;
    private int live;
    private int waiting;

    /// <summary>How many episodes are in memory here. An actor that has none, as its episode is yet to begin or was not found, does not count, nor does one that was told to leave.</summary>
    public int Live => Volatile.Read(ref live);

    /// <summary>Of how many shards there are episodes here.</summary>
    public int Shards => places.Select(entry => EpisodeRouting.Shard(EpisodeRouting.EntityId(entry.Key), options.Shards)).Distinct().Count();

    /// <summary>How many requests wait for an episode that is busy.</summary>
    public int WaitingRequests => Volatile.Read(ref waiting);

    /// <summary>Every episode with its actor.</summary>
    public IEnumerable<EpisodePlace> All => places.Select(static entry => entry.Value);

    /// <summary>Says where actors are made.</summary>
    /// <param name="shards">The shard region.</param>
    public void Open(IActorRef shards) => region = shards;

    /// <summary>An actor began.</summary>
    /// <param name="place">Its place.</param>
    public void Add(EpisodePlace place) => places[place.Slot.Key] = place;

    /// <summary>An actor ended.</summary>
    /// <param name="place">Its place.</param>
    public void Remove(EpisodePlace place)
    {
        Count(place, isLive: false);
        places.TryRemove(new KeyValuePair<EpisodeKey, EpisodePlace>(place.Slot.Key, place));
    }

    /// <summary>Tells an episode to leave memory.</summary>
    /// <param name="place">Its place.</param>
    /// <param name="order">On what terms.</param>
    public void Retire(EpisodePlace place, RetireEpisode order)
    {
        Count(place, isLive: false);
        place.Actor.Tell(order, ActorRefs.NoSender);
    }

    /// <summary>Counts an episode as in memory or as gone from it.</summary>
    /// <param name="place">Its place.</param>
    /// <param name="isLive">Which.</param>
    public void Count(EpisodePlace place, bool isLive)
    {
        if (place.Mark(isLive))
        {
            Interlocked.Add(ref live, isLive ? 1 : -1);
        }
    }

    /// <summary>The place of an episode that has its actor here.</summary>
    /// <param name="key">The episode.</param>
    public EpisodePlace? Find(EpisodeKey key) => places.GetValueOrDefault(key);

    /// <summary>Keeps an episode that has begun for its actor, and wakes that one where the episode is not its own work.</summary>
    /// <param name="episode">The episode.</param>
    public void Settle(BegunEpisode episode)
    {
        if (begun.TryAdd(episode.Key, episode))
        {
            Interlocked.Increment(ref live);
        }

        if (!places.ContainsKey(episode.Key))
        {
            region?.Tell(new EpisodeRequest(episode.Key, null, 0), ActorRefs.NoSender);
        }
    }

    /// <summary>Takes an episode that has begun here.</summary>
    /// <param name="place">Its place.</param>
    /// <param name="episode">What was kept, where the result is true.</param>
    public bool TryTakeBegun(EpisodePlace place, [NotNullWhen(true)] out BegunEpisode? episode)
    {
        episode = null;
        if (begun.IsEmpty || !begun.TryRemove(place.Slot.Key, out episode))
        {
            return false;
        }

        Count(place, isLive: true);
        Interlocked.Decrement(ref live);
        return true;
    }

    /// <summary>Forgets what began here and got its actor on another node, its shard having moved meanwhile. The journal has it.</summary>
    public void ForgetBegun()
    {
        foreach (var (key, _) in begun)
        {
            if (begun.TryRemove(key, out _))
            {
                Interlocked.Decrement(ref live);
            }
        }
    }

    /// <summary>Counts requests that wait.</summary>
    /// <param name="more">How many more.</param>
    public void Waiting(int more) => Interlocked.Add(ref waiting, more);

    /// <summary>Sends a request back that its episode can no longer answer here.</summary>
    /// <param name="request">The request.</param>
    /// <param name="sender">Who asked.</param>
    public void Return(EpisodeRequest request, IActorRef sender) => region?.Tell(request, sender);

    /// <summary>An answer that another node can be sent: one beyond the greatest frame is refused, as it would never arrive.</summary>
    /// <param name="reply">The answer.</param>
    public EpisodeReply Fit(EpisodeReply reply)
    {
        var bytes = reply.Members.Count == 0 ? reply.Body.Length : reply.Members.Sum(static member => (long)member.Body.Length);
        return bytes <= options.MaxFrameBytes - EnvelopeBytes
            ? reply
            : EpisodeReply.Refused(ProblemCode.TooLarge, $"The answer has {bytes} bytes, more than a message between nodes may have (Medusa:Cluster:MaxFrameBytes): ask for a smaller page or fewer episodes.");
    }
}

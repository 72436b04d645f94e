using Akka.Actor;
using Medusa.Episodes;

namespace Medusa.Actors;

/// <summary>An episode with its actor, for as long as that lives.</summary>
/// <param name="slot">The episode.</param>
/// <param name="actor">Its actor.</param>
/// <param name="now">The present, in ticks of UTC.</param>
internal sealed class EpisodePlace(EpisodeSlot slot, IActorRef actor, long now)
{
    private int isLive;

    /// <summary>The episode.</summary>
    public EpisodeSlot Slot => slot;

    /// <summary>Its actor.</summary>
    public IActorRef Actor => actor;

    /// <summary>When the latest request came, in ticks of UTC. Written by the actor alone.</summary>
    public long LastUsed { get; set; } = now;

    /// <summary>Marks it as one with an episode in memory, or without.</summary>
    /// <param name="live">Which.</param>
    /// <returns>Whether that is new.</returns>
    public bool Mark(bool live) => Interlocked.Exchange(ref isLive, live ? 1 : 0) != (live ? 1 : 0);
}

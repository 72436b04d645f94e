namespace Medusa.Actors;

/// <summary>Tells an episode's actor to stop once the request that runs is answered. Sent by the sharding when a shard moves and when an episode leaves memory.</summary>
internal sealed class StopEpisode
{
    /// <summary>The only one.</summary>
    public static StopEpisode Instance { get; } = new();

    private StopEpisode()
    {
    }
}

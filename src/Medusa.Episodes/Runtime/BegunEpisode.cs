namespace Medusa.Episodes;

/// <summary>An episode whose first event is in the journal and that has no place in memory yet.</summary>
public sealed class BegunEpisode
{
    internal BegunEpisode(EpisodeKey key, Episode episode) => (Key, Episode) = (key, episode);

    /// <summary>Its key.</summary>
    public EpisodeKey Key { get; }

    internal Episode Episode { get; }
}

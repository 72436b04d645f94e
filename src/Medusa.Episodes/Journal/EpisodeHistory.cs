namespace Medusa.Episodes;

/// <summary>All that happened to an episode. A fork's history begins with its ancestors' steps up to the fork.</summary>
/// <param name="Key">The episode.</param>
/// <param name="Origin">What the family began from; for an episode that is no fork its own beginning.</param>
/// <param name="Inherited">The ancestors' steps, from 1 on; empty for an episode that is no fork.</param>
/// <param name="Own">The episode's own events, as the journal holds them.</param>
internal sealed record EpisodeHistory(EpisodeKey Key, EpisodeStarted Origin, IReadOnlyList<StepTaken> Inherited, IReadOnlyList<EpisodeEvent> Own)
{
    /// <summary>The episode's own beginning.</summary>
    public EpisodeStarted Started => Own[0].Beginning!;

    /// <summary>Where it was forked; null for an episode that is no fork.</summary>
    public EpisodeForked? Fork => Own[0] as EpisodeForked;

    /// <summary>Every step in order, from 1 on.</summary>
    public IEnumerable<StepTaken> Steps => Inherited.Concat(Own.OfType<StepTaken>());

    /// <summary>Where the episode stands.</summary>
    public EpisodeHead Head => EpisodeHead.Of(Key, Own)!;
}

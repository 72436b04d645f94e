namespace Medusa.Actors;

/// <summary>Tells an episode's actor to leave memory if nothing is going on.</summary>
/// <param name="UnusedSince">Only if the latest request came before this instant, in ticks of UTC.</param>
/// <param name="EndedOnly">Only if the episode has ended.</param>
internal sealed record RetireEpisode(long UnusedSince, bool EndedOnly);

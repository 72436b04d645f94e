using Medusa.Episodes;

namespace Medusa.Actors;

/// <summary>The answer to an <see cref="EpisodeRequest"/>.</summary>
/// <param name="Correlation">The request's.</param>
/// <param name="Reply">The answer.</param>
internal sealed record EpisodeAnswer(long Correlation, EpisodeReply Reply);

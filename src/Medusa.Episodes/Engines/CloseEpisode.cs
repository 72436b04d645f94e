namespace Medusa.Episodes;

/// <summary>Closes an episode: no step is taken any more, the log stays readable until retention ends. Closing twice is no error.</summary>
/// <param name="Owner">The caller.</param>
/// <param name="Id">The episode.</param>
/// <param name="Reason">Why, for the log, such as <c>deleted</c> or <c>reset</c>.</param>
public sealed record CloseEpisode(Owner Owner, EpisodeId Id, string Reason);

namespace Medusa.Episodes;

/// <summary>No step is taken any more: the caller closed the episode, or it sent too many invalid actions.</summary>
public sealed record EpisodeClosed : EpisodeEvent
{
    /// <summary>The reason that truncates an episode instead of closing it: <see cref="EpisodesOptions.InvalidActionLimit"/> invalid actions in a row.</summary>
    public const string InvalidActions = "invalid_actions";

    /// <summary>Why, such as <c>deleted</c>, <c>reset</c> or <see cref="InvalidActions"/>.</summary>
    public required string Reason { get; init; }
}

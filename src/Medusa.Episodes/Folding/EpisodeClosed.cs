namespace Medusa.Episodes;

/// <summary>No step is taken any more: the caller closed the episode, or it sent too many invalid actions.</summary>
public sealed record EpisodeClosed : EpisodeEvent
{
    /// <summary>The reason that truncates an episode instead of closing it: <see cref="EpisodesOptions.InvalidActionLimit"/> invalid actions in a row.</summary>
    public const string InvalidActions = "invalid_actions";

    /// <summary>Too many faults of plugin code in a row.</summary>
    public const string OperatorFaults = "operator_faults";

    /// <summary>The episode was forgotten: its own deadline or idle time-out has passed.</summary>
    public const string Expired = "expired";

    /// <summary>Whether the reason cuts the episode off, rather than closing it at its caller's wish.</summary>
    public bool IsTruncation => Reason is InvalidActions or OperatorFaults;

    /// <summary>Why, such as <c>deleted</c>, <c>reset</c> or <see cref="InvalidActions"/>.</summary>
    public required string Reason { get; init; }
}

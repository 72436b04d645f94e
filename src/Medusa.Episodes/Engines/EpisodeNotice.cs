namespace Medusa.Episodes;

/// <summary>Something happened to an episode in this process.</summary>
/// <param name="Key">The episode.</param>
/// <param name="Kind">What happened.</param>
public sealed record EpisodeNotice(EpisodeKey Key, EpisodeNoticeKind Kind)
{
    /// <summary>The environment's name.</summary>
    public required string Environment { get; init; }

    /// <summary>The number of steps taken.</summary>
    public required int Step { get; init; }

    /// <summary>The step's reward; null where none was taken.</summary>
    public double? Reward { get; init; }

    /// <summary>Why the episode ended; null where it did not.</summary>
    public string? EndReason { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How many notices before this one were dropped because the reader was too slow.</summary>
    public long Missed { get; init; }
}

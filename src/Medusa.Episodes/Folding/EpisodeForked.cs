using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>An episode began as a copy of another one after one of its steps. A fork's first event; its own steps are numbered on from there.</summary>
public sealed record EpisodeForked : EpisodeEvent
{
    /// <summary>
    /// What the family began from, under the fork's own id, request id and answer: so that lists, logs and summaries need no other episode. The state digest is that of
    /// the copied moment, and its times count from the fork.
    /// </summary>
    public required EpisodeStarted Started { get; init; }

    /// <summary>The episode it is a copy of, of the same owner.</summary>
    public required EpisodeId Parent { get; init; }

    /// <summary>The parent's step after which it was copied.</summary>
    public required int At { get; init; }

    /// <summary>The sum of the rewards up to there.</summary>
    public required double CumulativeReward { get; init; }

    /// <summary>Whether the copied moment runs, and if not how it ended.</summary>
    public EpisodeStatus Status { get; init; } = EpisodeStatus.Running;

    /// <summary>Why the copied moment ended; null where it runs.</summary>
    public string? EndReason { get; init; }
}

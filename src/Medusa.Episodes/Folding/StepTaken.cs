using System.Collections.Immutable;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>A step was taken.</summary>
public sealed record StepTaken : EpisodeEvent
{
    /// <summary>The step, 1 for the first.</summary>
    public required int Index { get; init; }

    /// <summary>The action in canonical JSON, after validation and defaults.</summary>
    public required ReadOnlyMemory<byte> Action { get; init; }

    /// <summary>The client's id of the request, scoped to the episode; null without one.</summary>
    public string? RequestId { get; init; }

    /// <summary>The reward: the sum of <see cref="Breakdown"/> from left to right.</summary>
    public required double Reward { get; init; }

    /// <summary>The terms that are not 0, in the order of the environment's rules.</summary>
    public required ImmutableArray<RewardTerm> Breakdown { get; init; }

    /// <summary>The sum of all rewards so far.</summary>
    public required double CumulativeReward { get; init; }

    /// <summary>Whether the episode ended, and if so who ended it.</summary>
    public EpisodeStatus Status { get; init; } = EpisodeStatus.Running;

    /// <summary>Why the episode ended; null while it runs.</summary>
    public string? EndReason { get; init; }

    /// <summary>The operator's metrics.</summary>
    public required Record Metrics { get; init; }

    /// <summary>The digest of the state after the step.</summary>
    public required StateDigest StateDigest { get; init; }

    /// <summary>The answer; a repeat gets these bytes.</summary>
    public required ReadOnlyMemory<byte> Reply { get; init; }

    /// <summary>Where <c>"observation"</c> begins in the answer.</summary>
    public required int TailOffset { get; init; }

    /// <summary>Whether the episode ended with this step.</summary>
    public bool Done => Status is EpisodeStatus.Terminated or EpisodeStatus.Truncated;
}

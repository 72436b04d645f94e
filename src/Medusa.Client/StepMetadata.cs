using System.Numerics;

namespace Medusa.Client;

/// <summary>What Medusa says of a step beside the observation.</summary>
public sealed record StepMetadata
{
    /// <summary>The sum of the rewards so far.</summary>
    public double CumulativeReward { get; init; }

    /// <summary>The terms of this step's reward, in the order in which they are added; terms of zero are left out.</summary>
    public IReadOnlyList<RewardTerm> RewardBreakdown { get; init; } = [];

    /// <summary>SHA-256 over the episode's tables and scalars: equal digests mean equal states.</summary>
    public string? StateDigest { get; init; }

    /// <summary><c>durable</c>, or <c>volatile</c> where nothing was written to a journal.</summary>
    public string? Durability { get; init; }

    /// <summary>The seed as drawn or given; only at step 0.</summary>
    public BigInteger? Seed { get; init; }

    /// <summary>Whether an operator ended the episode; null while it runs.</summary>
    public bool? Terminated { get; init; }

    /// <summary>Whether a limit ended the episode; null while it runs.</summary>
    public bool? Truncated { get; init; }

    /// <summary>Why the episode ended, such as <c>committed</c> or <c>max_steps</c>; null while it runs.</summary>
    public string? EndReason { get; init; }
}

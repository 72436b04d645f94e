using System.Text.Json;

namespace Medusa.Client;

/// <summary>One step of a trajectory.</summary>
/// <param name="Observation">The observation that the action answers.</param>
/// <param name="Action">The action in canonical form.</param>
/// <param name="Reward">What it earned.</param>
public sealed record TrajectoryStep(JsonElement Observation, JsonElement Action, double Reward)
{
    /// <summary>The terms of the reward, in the order in which they are added.</summary>
    public IReadOnlyList<RewardTerm> RewardBreakdown { get; init; } = [];

    /// <summary>Whether an operator ended the episode with this step.</summary>
    public bool Terminated { get; init; }

    /// <summary>Whether a limit ended the episode with this step.</summary>
    public bool Truncated { get; init; }

    /// <summary>SHA-256 over the episode's tables and scalars after the step.</summary>
    public string? StateDigest { get; init; }
}

using System.Text.Json;

namespace Medusa.Cli.Replays;

/// <summary>One recorded step.</summary>
/// <param name="Action">The action.</param>
/// <param name="Observation">The observation after it.</param>
/// <param name="Reward">The reward.</param>
/// <param name="StateDigest">The state digest after it.</param>
/// <param name="Terminated">Whether it ended the episode.</param>
/// <param name="Truncated">Whether a limit ended the episode with it.</param>
internal sealed record RecordedStep(JsonElement Action, JsonElement Observation, double Reward, string? StateDigest, bool Terminated, bool Truncated)
{
    internal static RecordedStep Read(JsonElement step, JsonElement observationAfter) => new(
        step.GetProperty("action"),
        observationAfter,
        step.GetProperty("reward").GetDouble(),
        step.GetProperty("state_digest").GetString(),
        step.GetProperty("terminated").GetBoolean(),
        step.GetProperty("truncated").GetBoolean());
}

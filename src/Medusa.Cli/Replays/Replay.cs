using System.Globalization;
using System.Text.Json;
using Medusa.Cli.Hosts;
using Medusa.Client;

namespace Medusa.Cli.Replays;

/// <summary>Takes a recorded episode's actions again and compares observations, rewards, ends and state digests.</summary>
internal static class Replay
{
    /// <summary>Runs the episode again.</summary>
    /// <returns>The first difference, such as <c>step 3, reward: recorded 25, now 24.8</c>; null where there is none.</returns>
    internal static async Task<string?> FindDifferenceAsync(IEpisodeHost host, RecordedEpisode recorded, CancellationToken cancellation)
    {
        var start = await host.StartAsync(recorded.Start, cancellation);
        try
        {
            if (Compare(0, recorded.FirstObservation, start.Observation, recorded.StartDigest, start) is { } difference)
            {
                return difference;
            }

            for (var step = 1; step <= recorded.Steps.Count; step++)
            {
                if (await StepAsync(host, start.EpisodeId, step, recorded.Steps[step - 1], cancellation) is { } later)
                {
                    return later;
                }
            }

            return null;
        }
        finally
        {
            await host.CloseAsync(start.EpisodeId, CancellationToken.None);
        }
    }

    private static async Task<string?> StepAsync(IEpisodeHost host, string episodeId, int step, RecordedStep recorded, CancellationToken cancellation)
    {
        StepResult now;
        try
        {
            now = await host.StepAsync(episodeId, recorded.Action, step, cancellation);
        }
        catch (MedusaProblemException refusal) when (refusal.Problem.Status < 500 && refusal.Problem.Status != 429)
        {
            return $"step {step}: recorded an answer, now refused with {refusal.Message}";
        }

        if (recorded.Reward != now.Reward)
        {
            return string.Create(CultureInfo.InvariantCulture, $"step {step}, reward: recorded {recorded.Reward:R}, now {now.Reward:R}");
        }

        return Compare(step, recorded.Observation, now.Observation, recorded.StateDigest, now)
            ?? Compare(step, "terminated", recorded.Terminated, now.Metadata.Terminated ?? false)
            ?? Compare(step, "truncated", recorded.Truncated, now.Metadata.Truncated ?? false);
    }

    private static string? Compare(int step, JsonElement recorded, JsonElement observation, string? digest, StepResult now) =>
        JsonDifference.Find(recorded, observation, $"step {step}, observation")
            ?? (digest == now.Metadata.StateDigest ? null : $"step {step}, state digest: recorded {digest}, now {now.Metadata.StateDigest}");

    private static string? Compare(int step, string name, bool recorded, bool now) =>
        recorded == now ? null : $"step {step}, {name}: recorded {recorded}, now {now}";
}

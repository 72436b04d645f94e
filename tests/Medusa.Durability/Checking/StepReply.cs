using System.Text.Json;

namespace Medusa.Durability.Checking;

/// <summary>What the checker reads of a step result.</summary>
/// <param name="EpisodeId">The episode.</param>
/// <param name="Step">How many steps were taken.</param>
/// <param name="Reward">The step's reward; null after a creation.</param>
/// <param name="CumulativeReward">The sum of rewards.</param>
/// <param name="StateDigest">The state's digest.</param>
/// <param name="Durability">What is said of the journal.</param>
public sealed record StepReply(string EpisodeId, int Step, double? Reward, double? CumulativeReward, string? StateDigest, string? Durability)
{
    /// <summary>Reads a step result.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="KeyNotFoundException">It is no step result.</exception>
    public static StepReply Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var metadata = root.GetProperty("metadata");
        return new StepReply(
            root.GetProperty("episode_id").GetString()!,
            root.GetProperty("step").GetInt32(),
            Number(root, "reward"),
            Number(metadata, "cumulative_reward"),
            metadata.GetProperty("state_digest").GetString(),
            metadata.TryGetProperty("durability", out var durability) ? durability.GetString() : null);
    }

    /// <summary>The bytes of the step results in the answer to a creation or a fork.</summary>
    public static IReadOnlyList<string> OfEpisodes(string body)
    {
        using var document = JsonDocument.Parse(body);
        return [.. document.RootElement.GetProperty("episodes").EnumerateArray().Select(episode => episode.GetRawText())];
    }

    /// <summary>The bytes of the recorded answer in an event.</summary>
    public static string OfEvent(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty("reply").GetRawText();
    }

    /// <summary>The name of the action in an action's JSON.</summary>
    public static string? ActionName(string? json)
    {
        if (json is null)
        {
            return null;
        }

        using var document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty("action", out var name) ? name.GetString() : null;
    }

    private static double? Number(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}

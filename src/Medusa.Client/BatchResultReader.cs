using System.Text.Json;

namespace Medusa.Client;

/// <summary>Reads the answer to a batch.</summary>
internal static class BatchResultReader
{
    /// <summary>The results in the order of the entries.</summary>
    /// <exception cref="JsonException">There are not as many results as entries.</exception>
    internal static IReadOnlyList<BatchResult> Read(ReadOnlySpan<byte> utf8, int entries)
    {
        var results = MedusaJson.Read<Answer>(utf8).Results;
        return results.Count == entries ? [.. results.Select(Read)] : throw new JsonException($"The server answered {results.Count} results for {entries} entries.");
    }

    private static BatchResult Read(JsonElement result)
    {
        var id = result.TryGetProperty("episode_id", out var named) ? named.GetString() : null;
        return result.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
            ? new BatchResult(id) { Error = error.Deserialize<MedusaProblem>(MedusaJson.Options) }
            : new BatchResult(id)
            {
                Result = result.Deserialize<StepResult>(MedusaJson.Options),
                Replayed = result.TryGetProperty("replayed", out var replayed) && replayed.ValueKind == JsonValueKind.True,
            };
    }

    private sealed record Answer(IReadOnlyList<JsonElement> Results);
}

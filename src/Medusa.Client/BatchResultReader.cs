using System.Text.Json;
using System.Text.Json.Serialization;

namespace Medusa.Client;

/// <summary>Reads the answer to a batch.</summary>
internal static class BatchResultReader
{
    /// <summary>The results in the order of the entries.</summary>
    /// <exception cref="MedusaProblemException"><c>invalid_answer</c>: there are not as many results as entries, or one is neither a step result nor an error.</exception>
    internal static IReadOnlyList<BatchResult> Read(ReadOnlySpan<byte> utf8, int entries)
    {
        var results = MedusaJson.ReadAnswer<Answer>(utf8).Results;
        if (results.Count != entries)
        {
            throw new MedusaProblemException(MedusaProblem.InvalidAnswer($"It has {results.Count} results for {entries} entries."));
        }

        try
        {
            return [.. results.Select(Read)];
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            throw new MedusaProblemException(MedusaProblem.InvalidAnswer(failure.Message));
        }
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

    private sealed record Answer([property: JsonRequired] IReadOnlyList<JsonElement> Results);
}

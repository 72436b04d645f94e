using System.Text.Json;
using System.Text.Json.Serialization;

namespace Medusa.Client;

/// <summary>How the native API's JSON maps to this client's types: snake_case, unknown fields ignored, nulls left out of requests, nested as deep as the server allows.</summary>
public static class MedusaJson
{
    /// <summary>The options of every request and answer.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new SeedConverter() },
        MaxDepth = 512,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Reads a step result.</summary>
    /// <param name="utf8">UTF-8 JSON, as <c>POST /v1/episodes/{id}/step</c> answers it.</param>
    /// <exception cref="JsonException">It is none.</exception>
    public static StepResult ReadStepResult(ReadOnlySpan<byte> utf8) => Read<StepResult>(utf8);

    /// <summary>Reads an answer that the server called a success.</summary>
    /// <exception cref="MedusaProblemException"><c>invalid_answer</c>: it is not of the native API.</exception>
    internal static T ReadAnswer<T>(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return Read<T>(utf8);
        }
        catch (JsonException failure)
        {
            throw new MedusaProblemException(MedusaProblem.InvalidAnswer(failure.Message));
        }
    }

    internal static T Read<T>(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize<T>(utf8, Options) ?? throw new JsonException("The server answered null where an object was expected.");
}

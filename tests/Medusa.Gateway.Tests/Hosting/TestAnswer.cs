using System.Text.Json;

namespace Medusa.Gateway.Tests;

/// <summary>An HTTP answer.</summary>
public sealed record TestAnswer(int Status, string? ContentType, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string Code => Json.GetProperty("code").GetString()!;
}

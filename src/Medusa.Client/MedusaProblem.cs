using System.Text.Json;
using System.Text.Json.Serialization;

namespace Medusa.Client;

/// <summary>A typed refusal of the server (RFC 9457).</summary>
public sealed record MedusaProblem
{
    /// <summary>The stable code, such as <c>step_conflict</c>; <c>http_&lt;status&gt;</c> where the answer was no problem document of Medusa's; <c>invalid_answer</c> where a success was none.</summary>
    public string Code { get; init; } = "";

    /// <summary>The HTTP status.</summary>
    public int Status { get; init; }

    /// <summary>What to do about it.</summary>
    public string? Detail { get; init; }

    /// <summary>What is wrong field by field, for <c>invalid_request</c> and <c>invalid_action</c>.</summary>
    public IReadOnlyList<MedusaFieldError> Errors { get; init; } = [];

    /// <summary>The other fields, such as <c>expected_step</c>.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement> Extensions { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Of an answer that is called a success and is none.</summary>
    internal static MedusaProblem InvalidAnswer(string why) => new() { Code = "invalid_answer", Status = 200, Detail = $"The answer is not one of Medusa's; check the address and the versions. {why}" };
}

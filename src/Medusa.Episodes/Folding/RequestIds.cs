using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>What a client's request id may be: 1 to 255 characters, no NUL and no unpaired surrogates among them.</summary>
internal static class RequestIds
{
    public const int MaxLength = 255;

    /// <summary>The id under which one episode of a request for several is recorded: the first under the request's own, so that any other request with that id finds it.</summary>
    public static string? OfMember(string? requestId, int index) => requestId is null || index == 0 ? requestId : $"{requestId}#{index}";

    /// <summary>What is wrong with an id; null for a good one and for none.</summary>
    public static FieldError? Check(string? requestId) => requestId switch
    {
        null => null,
        { Length: 0 } => new FieldError(["request_id"], "string_too_short", "String should have at least 1 character", "\"\"") { Context = "{\"min_length\":1}" },
        { Length: > MaxLength } => new FieldError(["request_id"], "string_too_long", $"String should have at most {MaxLength} characters", CanonicalJson.Text(requestId))
        {
            Context = $"{{\"max_length\":{MaxLength}}}",
        },
        _ when JournalText.Clean(requestId) != requestId =>
            new FieldError(["request_id"], "value_error", "String should hold no NUL and no unpaired surrogate", CanonicalJson.Text(JournalText.Clean(requestId))),
        _ => null,
    };
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>The errors of validation, in the types and words of OpenEnv's validator (pydantic 2.10).</summary>
internal static class FieldErrors
{
    /// <summary>How many errors one request can collect; an object of a million unknown fields is not answered by a million errors.</summary>
    public const int Limit = 100;

    public static FieldError Missing(ImmutableArray<string> path, JsonElement owner) => new(path, "missing", "Field required", Sent(owner));

    public static FieldError Extra(ImmutableArray<string> path, JsonElement sent) => new(path, "extra_forbidden", "Extra inputs are not permitted", Sent(sent));

    public static FieldError Choice(ImmutableArray<string> path, JsonElement sent, ImmutableArray<string> choices, bool named)
    {
        var expected = Expected(choices);
        return new(path, named ? "enum" : "literal_error", $"Input should be {expected}", Sent(sent)) { Context = Context("expected", expected) };
    }

    public static FieldError Below(ImmutableArray<string> path, JsonElement sent, double bound) =>
        new(path, "greater_than_equal", $"Input should be greater than or equal to {Digits(bound)}", Sent(sent)) { Context = $"{{\"ge\":{Digits(bound)}}}" };

    public static FieldError Above(ImmutableArray<string> path, JsonElement sent, double bound) =>
        new(path, "less_than_equal", $"Input should be less than or equal to {Digits(bound)}", Sent(sent)) { Context = $"{{\"le\":{Digits(bound)}}}" };

    public static FieldError TextTooLong(ImmutableArray<string> path, JsonElement sent, int bound) =>
        new(path, "string_too_long", $"String should have at most {bound} character{(bound == 1 ? string.Empty : "s")}", Sent(sent)) { Context = $"{{\"max_length\":{bound}}}" };

    public static FieldError ListTooLong(ImmutableArray<string> path, JsonElement sent, int bound, int length) =>
        new(path, "too_long", $"List should have at most {bound} item{(bound == 1 ? string.Empty : "s")} after validation, not {length}", Sent(sent))
        {
            Context = $"{{\"field_type\":\"List\",\"max_length\":{bound},\"actual_length\":{length}}}",
        };

    /// <summary>An error of one of the types that have no context.</summary>
    public static FieldError Of(string type, ImmutableArray<string> path, JsonElement sent) => new(path, type, Message(type), Sent(sent));

    private static string Message(string type) => type switch
    {
        "dict_type" => "Input should be a valid dictionary",
        "list_type" => "Input should be a valid list",
        "string_type" => "Input should be a valid string",
        "string_unicode" => "Input should be a valid string, unable to parse raw data as a unicode string",
        "int_type" => "Input should be a valid integer",
        "int_parsing" => "Input should be a valid integer, unable to parse string as an integer",
        "int_from_float" => "Input should be a valid integer, got a number with a fractional part",
        "float_type" => "Input should be a valid number",
        "float_parsing" => "Input should be a valid number, unable to parse string as a number",
        "bool_type" => "Input should be a valid boolean",
        "finite_number" => "Input should be a finite number",
        _ => string.Create(CultureInfo.InvariantCulture, $"Value error, nested deeper than {JsonValue.MaxDepth} levels"),
    };

    private static string Sent(JsonElement json) => json.ValueKind == JsonValueKind.Undefined ? "{}" : JsonText.Compact(json);

    private static string Context(string name, string text) => CanonicalJson.Text(Record.Of((name, text)));

    private static string Digits(double bound) => bound.ToString("R", CultureInfo.InvariantCulture);

    private static string Expected(ImmutableArray<string> choices) => choices.Length == 1
        ? $"'{choices[0]}'"
        : $"{string.Join(", ", choices[..^1].Select(choice => $"'{choice}'"))} or '{choices[^1]}'";
}

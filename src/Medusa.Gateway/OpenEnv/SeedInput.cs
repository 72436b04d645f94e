using System.Globalization;
using System.Text.Json;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>
/// The seed of OpenEnv's HTTP reset, validated as its servers do. Environments that take <c>true</c> for a seed are those that follow an original: for them
/// <c>true</c>, <c>"5"</c> and <c>5.0</c> become integers here as they do there. All others get the seed as sent, and refuse what is no integer.
/// </summary>
internal static class SeedInput
{
    private static readonly JsonElement True = Parse("true");

    /// <summary>Checks a seed.</summary>
    /// <param name="seed">The seed as sent; maybe undefined.</param>
    /// <param name="rule">The environment's rule.</param>
    /// <param name="read">The seed for the engine.</param>
    /// <returns>What is wrong; null where nothing is, or the engine says it.</returns>
    public static FieldError? Check(JsonElement seed, SeedRule rule, out JsonElement read)
    {
        read = seed;
        switch (seed.ValueKind)
        {
            case JsonValueKind.Number:
                return CheckNumber(seed, rule, ref read);
            case JsonValueKind.String:
                return CheckText(seed, rule, ref read);
            case JsonValueKind.True or JsonValueKind.False when IsLenient(rule):
                read = Parse(seed.GetBoolean() ? "1" : "0");
                return null;
            case JsonValueKind.Array or JsonValueKind.Object:
                return FieldErrorJson.Of("int_type", "Input should be a valid integer", seed, "seed");
            default:
                return null;
        }
    }

    private static FieldError? CheckNumber(JsonElement seed, SeedRule rule, ref JsonElement read)
    {
        var text = seed.GetRawText();
        if (text.AsSpan().ContainsAny('.', 'e', 'E'))
        {
            var number = seed.GetDouble();
            if (number != Math.Floor(number))
            {
                return FieldErrorJson.Of("int_from_float", "Input should be a valid integer, got a number with a fractional part", seed, "seed");
            }

            if (IsLenient(rule) && Math.Abs(number) < 1e15)
            {
                read = Parse(number.ToString("F0", CultureInfo.InvariantCulture));
            }
        }

        return read.GetRawText()[0] == '-' ? Negative(seed) : null;
    }

    private static FieldError? CheckText(JsonElement seed, SeedRule rule, ref JsonElement read)
    {
        var text = seed.GetString()!.Trim();
        var digits = text.StartsWith('-') || text.StartsWith('+') ? text[1..] : text;
        if (digits.Length is 0 or > 80 || digits.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return FieldErrorJson.Of("int_parsing", "Input should be a valid integer, unable to parse string as an integer", seed, "seed");
        }

        if (text[0] == '-' && digits.AsSpan().ContainsAnyExcept('0'))
        {
            return Negative(seed);
        }

        if (IsLenient(rule))
        {
            read = Parse(digits.TrimStart('0') is { Length: > 0 } number ? number : "0");
        }

        return null;
    }

    private static FieldError Negative(JsonElement seed) =>
        FieldErrorJson.Of("greater_than_equal", "Input should be greater than or equal to 0", seed, "seed") with { Context = "{\"ge\":0}" };

    private static bool IsLenient(SeedRule rule) => rule.TryRead(True, out _, out _);

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}

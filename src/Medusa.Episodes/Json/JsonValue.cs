using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>Free-form JSON as contract values, in canonical form: fields in ordinal order, of repeated fields the last.</summary>
internal static class JsonValue
{
    /// <summary>The depth beyond which values are refused: twice what the JSON reader lets through, so only hand-made documents meet it.</summary>
    public const int MaxDepth = 128;

    /// <summary>Reads any JSON value.</summary>
    /// <param name="json">What was sent.</param>
    /// <param name="value">The value: digits that fit 64 bits as an integer, other numbers as a double.</param>
    /// <returns>Null, or the error type of what does not fit: <c>finite_number</c>, <c>string_unicode</c> or <c>value_error</c> (too deep).</returns>
    public static string? Read(JsonElement json, out Value value) => Read(json, 0, sorted: true, out value);

    /// <summary>Reads JSON that this program wrote, fields in the order in which they stand.</summary>
    /// <param name="json">Any JSON value.</param>
    public static Value InOrder(JsonElement json) => Read(json, 0, sorted: false, out var value) is { } error
        ? throw new FormatException($"Recorded JSON holds what it cannot hold: {error}.")
        : value;

    private static string? Read(JsonElement json, int depth, bool sorted, out Value value)
    {
        value = default;
        if (depth > MaxDepth)
        {
            return "value_error";
        }

        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                return ReadObject(json, depth, sorted, out value);
            case JsonValueKind.Array:
                return ReadList(json, depth, sorted, out value);
            case JsonValueKind.String:
                if (!JsonText.TryGet(json, out var text))
                {
                    return "string_unicode";
                }

                value = text;
                return null;
            case JsonValueKind.Number:
                return ReadNumber(json, out value);
            case JsonValueKind.True or JsonValueKind.False:
                value = json.GetBoolean();
                return null;
            default:
                return null;
        }
    }

    private static string? ReadNumber(JsonElement json, out Value value)
    {
        if (json.TryGetInt64(out var integer))
        {
            value = integer;
            return null;
        }

        var number = json.GetDouble();
        value = number;
        return double.IsFinite(number) ? null : "finite_number";
    }

    private static string? ReadList(JsonElement json, int depth, bool sorted, out Value value)
    {
        var items = new Value[json.GetArrayLength()];
        var at = 0;
        foreach (var item in json.EnumerateArray())
        {
            if (Read(item, depth + 1, sorted, out items[at++]) is { } error)
            {
                value = default;
                return error;
            }
        }

        value = Value.List(items);
        return null;
    }

    private static string? ReadObject(JsonElement json, int depth, bool sorted, out Value value)
    {
        value = Record.Empty;
        IDictionary<string, Value> fields = sorted ? new SortedDictionary<string, Value>(StringComparer.Ordinal) : new OrderedDictionary<string, Value>(StringComparer.Ordinal);
        foreach (var property in json.EnumerateObject())
        {
            if (Read(property.Value, depth + 1, sorted, out var item) is { } error)
            {
                return error;
            }

            fields[JsonText.Name(property)] = item;
        }

        if (fields.Count > 0)
        {
            value = Record.Of([.. fields.Select(field => (field.Key, field.Value))]);
        }

        return null;
    }
}

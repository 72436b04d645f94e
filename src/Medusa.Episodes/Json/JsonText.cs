using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>Text and compact JSON of elements that strangers sent: never throws on what JSON allows and Unicode does not.</summary>
internal static class JsonText
{
    /// <summary>The same JSON in memory of its own; undefined stays undefined.</summary>
    public static JsonElement Kept(JsonElement json) => json.ValueKind == JsonValueKind.Undefined ? json : json.Clone();

    /// <summary>The string, or false where it holds an unpaired surrogate.</summary>
    public static bool TryGet(JsonElement json, out string text)
    {
        try
        {
            text = json.GetString() ?? string.Empty;
            return true;
        }
        catch (InvalidOperationException)
        {
            text = string.Empty;
            return false;
        }
    }

    /// <summary>The property's name; unpaired surrogates in it stay in their escaped form.</summary>
    public static string Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            var raw = property.ToString();
            return raw[1..raw.IndexOf('"', 1)];
        }
    }

    /// <summary>The JSON as it was sent but for blanks; doubles in their shortest form; of repeated fields the last.</summary>
    public static string Compact(JsonElement json)
    {
        var buffer = new JsonBuffer();
        Write(json, buffer);
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(JsonElement json, JsonBuffer buffer)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                buffer.StartObject();
                foreach (var property in json.EnumerateObject())
                {
                    buffer.Name(Name(property));
                    Write(property.Value, buffer);
                }

                buffer.EndObject();
                break;
            case JsonValueKind.Array:
                buffer.StartList();
                foreach (var item in json.EnumerateArray())
                {
                    Write(item, buffer);
                }

                buffer.EndList();
                break;
            case JsonValueKind.String:
                buffer.Text(TryGet(json, out var text) ? text : "\uFFFD");
                break;
            case JsonValueKind.Number:
                Number(json, buffer);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                buffer.Boolean(json.GetBoolean());
                break;
            default:
                buffer.Null();
                break;
        }
    }

    private static void Number(JsonElement json, JsonBuffer buffer)
    {
        var raw = json.GetRawText();
        if (raw.AsSpan().ContainsAny('.', 'e', 'E'))
        {
            buffer.Number(json.GetDouble());
        }
        else
        {
            buffer.Raw(System.Text.Encoding.ASCII.GetBytes(raw));
        }
    }
}

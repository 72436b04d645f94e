using System.Globalization;
using System.Text;
using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>Writes parsed JSON back without blanks: integers as sent, other numbers in the shortest form.</summary>
internal static class CompactJson
{
    /// <summary>Writes a value.</summary>
    /// <param name="element">The value.</param>
    /// <param name="json">Where to write it.</param>
    public static void Write(JsonElement element, JsonBuffer json)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                json.StartObject();
                foreach (var property in element.EnumerateObject())
                {
                    json.Name(property.Name);
                    Write(property.Value, json);
                }

                json.EndObject();
                break;
            case JsonValueKind.Array:
                json.StartList();
                foreach (var item in element.EnumerateArray())
                {
                    Write(item, json);
                }

                json.EndList();
                break;
            case JsonValueKind.String:
                json.Text(element.GetString());
                break;
            case JsonValueKind.Number:
                WriteNumber(element.GetRawText(), json);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                json.Boolean(element.GetBoolean());
                break;
            default:
                json.Null();
                break;
        }
    }

    /// <summary>A value as text.</summary>
    /// <param name="element">The value.</param>
    public static string Text(JsonElement element)
    {
        var json = new JsonBuffer();
        Write(element, json);
        return Encoding.UTF8.GetString(json.WrittenSpan);
    }

    private static void WriteNumber(string text, JsonBuffer json)
    {
        if (text.AsSpan().ContainsAny('.', 'e', 'E'))
        {
            json.Number(double.Parse(text, CultureInfo.InvariantCulture));
        }
        else
        {
            json.Raw(Encoding.UTF8.GetBytes(text));
        }
    }
}

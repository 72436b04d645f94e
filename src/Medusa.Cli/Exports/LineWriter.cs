using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Medusa.Cli.Exports;

/// <summary>
/// Writes the columns of one line. A column has the same type in every line and is never null, because loaders infer a column's type from the first lines:
/// text that is missing is empty, numbers that need not be whole always have a decimal point, and what varies in shape is JSON within text.
/// </summary>
internal sealed class LineWriter : IDisposable
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly MemoryStream bytes = new();
    private readonly Utf8JsonWriter json;

    public LineWriter()
    {
        json = new Utf8JsonWriter(bytes, Compact);
        json.WriteStartObject();
    }

    public void Text(string column, string? value) => json.WriteString(column, value ?? "");

    public void Flag(string column, bool value) => json.WriteBoolean(column, value);

    public void Count(string column, int value) => json.WriteNumber(column, value);

    public void Number(string column, double value)
    {
        json.WritePropertyName(column);
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        json.WriteRawValue(text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text);
    }

    public void Time(string column, DateTimeOffset? value) =>
        Text(column, value?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));

    public void Json(string column, JsonElement value) => Text(column, value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? "" : value.GetRawText());

    public void Json<T>(string column, T value) => Text(column, JsonSerializer.Serialize(value, Client.MedusaJson.Options));

    public void List<T>(string column, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(column);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Ends the line.</summary>
    /// <returns>The line, without a line break.</returns>
    public string End()
    {
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    public void Dispose()
    {
        json.Dispose();
        bytes.Dispose();
    }
}

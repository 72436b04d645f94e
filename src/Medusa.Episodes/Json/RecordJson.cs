using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>Records as canonical JSON and back, for what processes of Medusa tell each other.</summary>
public static class RecordJson
{
    /// <summary>Writes a record; none at all for an empty one.</summary>
    /// <param name="record">The record.</param>
    public static byte[] Write(Record record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Count == 0)
        {
            return [];
        }

        var json = new JsonBuffer();
        json.Record(record);
        return json.WrittenSpan.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="json">UTF-8 JSON, or nothing.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="FormatException">It is no object.</exception>
    public static Record Read(ReadOnlyMemory<byte> json)
    {
        if (json.IsEmpty)
        {
            return Record.Empty;
        }

        using var document = JsonDocument.Parse(json);
        return JsonValue.InOrder(document.RootElement) is { Kind: Operators.Abstractions.ValueKind.Record } value
            ? value.AsRecord
            : throw new FormatException("A record is a JSON object.");
    }
}

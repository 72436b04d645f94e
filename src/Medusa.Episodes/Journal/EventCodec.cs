using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>
/// The events' bytes: one canonical JSON object each, beginning with the number of the encoding and the event's type. Answers stand in it as they were sent, byte for
/// byte. Readers ignore fields that they do not know, so that a field can be added without a new number.
/// </summary>
public static class EventCodec
{
    /// <summary>The event's canonical bytes.</summary>
    /// <param name="journaled">Any event.</param>
    public static byte[] Encode(EpisodeEvent journaled)
    {
        ArgumentNullException.ThrowIfNull(journaled);
        var json = new JsonBuffer(2048);
        json.StartObject();
        json.Name("schema"u8);
        json.Integer(journaled is EpisodeStarted { Schema: var schema } ? schema : EpisodeEvent.CurrentSchema);
        EventWriter.Write(journaled, json);
        json.EndObject();
        return json.WrittenSpan.ToArray();
    }

    /// <summary>The event of encoded bytes.</summary>
    /// <param name="encoded">What <see cref="Encode"/> gave.</param>
    /// <param name="withReply">Whether the recorded answer is wanted; without it, answer, metrics and breakdown of a step may be empty.</param>
    /// <exception cref="FormatException">The bytes are no event, or one of a later encoding.</exception>
    public static EpisodeEvent Decode(ReadOnlyMemory<byte> encoded, bool withReply = true)
    {
        try
        {
            if (!withReply && StepReader.TryRead(encoded.Span) is { } step)
            {
                return step;
            }

            using var document = JsonDocument.Parse(encoded, new JsonDocumentOptions { MaxDepth = JsonValue.MaxDepth * 2 });
            var json = document.RootElement;
            var schema = json.GetProperty("schema").GetInt32();
            return schema is >= 1 and <= EpisodeEvent.CurrentSchema
                ? EventReader.Read(json, withReply)
                : throw new FormatException($"The event has encoding {schema}; this version reads up to {EpisodeEvent.CurrentSchema}: update it.");
        }
        catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException("The bytes are no event.", malformed);
        }
    }
}

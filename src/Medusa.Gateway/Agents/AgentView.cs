using System.Runtime.InteropServices;
using System.Text.Json;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>A step result as an agent sees it: the metadata of a beginning holds the seed, from which the whole scenario follows.</summary>
internal static class AgentView
{
    private static readonly string[] Hidden = ["seed", "ignored"];

    /// <summary>The step result without that.</summary>
    /// <param name="reply">A step result.</param>
    public static EpisodeReply Of(EpisodeReply reply)
    {
        using var document = JsonDocument.Parse(reply.Body);
        if (!document.RootElement.TryGetProperty("metadata"u8, out var metadata) || !Hidden.Any(name => metadata.TryGetProperty(name, out _)))
        {
            return reply;
        }

        var json = new JsonBuffer(reply.Body.Length);
        var tail = 0;
        json.StartObject();
        foreach (var field in document.RootElement.EnumerateObject())
        {
            if (field.NameEquals("observation"u8))
            {
                tail = json.Length + 1;
            }

            json.Name(field.Name);
            if (field.NameEquals("metadata"u8))
            {
                Write(metadata, json);
            }
            else
            {
                json.Raw(JsonMarshal.GetRawUtf8Value(field.Value));
            }
        }

        json.EndObject();
        return reply with { Body = json.WrittenMemory, TailOffset = tail };
    }

    private static void Write(JsonElement metadata, JsonBuffer json)
    {
        json.StartObject();
        foreach (var field in metadata.EnumerateObject().Where(field => !Hidden.Contains(field.Name)))
        {
            json.Name(field.Name);
            json.Raw(JsonMarshal.GetRawUtf8Value(field.Value));
        }

        json.EndObject();
    }
}

using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>Writes the answer to what starts episodes: <c>"episodes": [step result, …]</c>.</summary>
internal static class EpisodesJson
{
    /// <summary>The answers of all episodes that a reply is about.</summary>
    /// <param name="reply">An engine's reply to a creation or a fork.</param>
    public static IReadOnlyList<EpisodeReply> Of(EpisodeReply reply) => reply.Members.Count > 0 ? reply.Members : [reply];

    /// <summary>Writes the field into the object that is open.</summary>
    /// <param name="episodes">The answers.</param>
    /// <param name="json">Where to write it.</param>
    public static void WriteField(IReadOnlyList<EpisodeReply> episodes, JsonBuffer json)
    {
        json.Name("episodes"u8);
        json.StartList();
        foreach (var episode in episodes)
        {
            json.Raw(episode.Body.Span);
        }

        json.EndList();
    }

    /// <summary>Writes an object with that field alone.</summary>
    /// <param name="episodes">The answers.</param>
    public static JsonBuffer Write(IReadOnlyList<EpisodeReply> episodes)
    {
        var json = new JsonBuffer(episodes.Sum(episode => episode.Body.Length + 1) + 32);
        json.StartObject();
        WriteField(episodes, json);
        json.EndObject();
        return json;
    }
}

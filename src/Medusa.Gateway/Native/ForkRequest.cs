using System.Text.Json;
using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>Reads <c>POST /v1/episodes/{id}/fork</c>.</summary>
internal static class ForkRequest
{
    private static readonly string[] Fields = ["at", "count", "request_id", "label"];

    /// <summary>Reads what to copy.</summary>
    /// <param name="root">The body, an object.</param>
    /// <param name="owner">The caller.</param>
    /// <param name="id">The episode.</param>
    /// <param name="problem">Why it cannot be read; null where it can.</param>
    /// <param name="frame">Further fields that the object may have.</param>
    public static ForkEpisode Read(JsonElement root, Owner owner, EpisodeId id, out Problem? problem, params string[] frame)
    {
        var fields = new ObjectReader(root, [.. Fields, .. frame]);
        var command = new ForkEpisode(owner, id)
        {
            At = (int?)fields.Integer("at", 0, int.MaxValue),
            Count = (int)(fields.Integer("count", 1, CreateRequest.MaxEpisodes) ?? 1),
            RequestId = fields.Text("request_id", minLength: 1),
            Label = fields.Text("label", minLength: 1),
        };
        problem = fields.Problem();
        return command;
    }
}

using System.Text.Json.Nodes;

namespace Medusa.Gateway;

/// <summary>The parameters of paths, queries and headers.</summary>
internal static class ApiParameters
{
    private const string Count = """{"type":"integer","minimum":0}""";
    private const string Text = """{"type":"string"}""";

    private static readonly Dictionary<string, (string Place, string Schema, string Description)> All = new()
    {
        ["id"] = ("path", """{"$ref":"#/components/schemas/EpisodeId"}""", "The episode."),
        ["name"] = ("path", Text, "The table."),
        ["env"] = ("path", Text, "The environment's name."),
        ["file"] = ("path", Text, "The file."),
        ["episode_id"] = ("query", Text, "The label of a reset, or an episode's own id; without it the caller's one running episode."),
        ["at"] = ("query", Count, "After which step; without it, now."),
        ["offset"] = ("query", Count, "The first row."),
        ["limit"] = ("query", """{"type":"integer","minimum":1,"default":100}""", "How many at most."),
        ["marks"] = ("query", """{"type":"string","enum":["true","false"],"default":"false"}""", "Whether to point out what is worth seeing."),
        ["environment"] = ("query", Text, "Only those of this environment."),
        ["status"] = ("query", """{"type":"string","enum":["running","done","closed","expired","damaged"]}""", "Only those of this status."),
        ["statuses"] = ("query", Text, "Some of done, closed, expired and running, separated by commas; without it the first three."),
        ["older_than"] = ("query", """{"type":"string","pattern":"^[0-9]+[smhd]$"}""", "Only those without an event for so long, such as 7d."),
        ["group"] = ("query", Text, "The group, or the episode whose family is meant."),
        ["label"] = ("query", Text, "Only those that an OpenEnv client gave this episode_id."),
        ["after"] = ("query", Text, "What the page before gave as next."),
        ["Mcp-Session-Id"] = ("header", Text, "The session, as initialize answered it."),
    };

    /// <summary>Writes a parameter.</summary>
    /// <param name="name">Its name in <see cref="ApiOperation.Parameters"/>, or in a path.</param>
    /// <param name="example">A value with which the operation succeeds; null for none.</param>
    public static JsonObject Write(string name, string? example)
    {
        var (place, schema, description) = All[name];
        var isNumber = schema.Contains("\"integer\"", StringComparison.Ordinal);
        var parameter = new JsonObject
        {
            ["name"] = name == "statuses" ? "status" : name,
            ["in"] = place,
            ["required"] = place != "query",
            ["description"] = description,
            ["schema"] = JsonNode.Parse(schema),
        };
        if (example is not null)
        {
            parameter["example"] = isNumber ? JsonNode.Parse(example) : example;
        }

        return parameter;
    }
}

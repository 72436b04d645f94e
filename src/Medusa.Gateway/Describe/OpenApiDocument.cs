using System.Text.Json;
using System.Text.Json.Nodes;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>Writes the OpenAPI document of an environment: OpenEnv's routes, and at the root the native API's.</summary>
internal static class OpenApiDocument
{
    private static readonly ApiOperation[] OfServer = [.. OpenEnvOperations.All, .. EpisodeOperations.All, .. ServerOperations.All];

    /// <summary>Only the server's own health is open to all: below a prefix it says which environments there are.</summary>
    private static readonly ApiOperation[] OfEnvironment = [.. OpenEnvOperations.All.Select(operation => operation.Path == "/health" ? operation with { IsOpen = false } : operation)];

    /// <summary>Writes the document.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="options">Its reset options as the host takes them.</param>
    /// <param name="prefix">Where the environment's routes begin, as the document's server; null for the root.</param>
    /// <param name="others">At the root, the names of all environments; their documents are below their prefixes.</param>
    /// <param name="withPage">Whether the page for people is served.</param>
    public static ReadOnlyMemory<byte> Write(LoadedEnvironment environment, ObjectDescriptor options, string? prefix, IEnumerable<string> others, bool withPage)
    {
        var definition = environment.Definition;
        var document = new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = $"OpenEnv Environment HTTP API: {definition.Title}",
                ["description"] = Description(definition, prefix is null ? others : []),
                ["version"] = "1.0.0",
            },
        };
        if (prefix is not null)
        {
            document["servers"] = new JsonArray(new JsonObject { ["url"] = prefix });
        }

        document["security"] = new JsonArray(new JsonObject { ["bearer"] = new JsonArray() }, new JsonObject { ["basic"] = new JsonArray() }, new JsonObject());
        document["paths"] = Paths(environment, [.. prefix is null ? OfServer : OfEnvironment, .. !withPage ? [] : prefix is null ? WebOperations.OfServer : WebOperations.OfEnvironment]);
        document["components"] = new JsonObject
        {
            ["schemas"] = ApiSchemas.Write(definition, options),
            ["headers"] = Headers(),
            ["securitySchemes"] = new JsonObject
            {
                ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "An API key; a server without keys asks for none." },
                ["basic"] = new JsonObject { ["type"] = "http", ["scheme"] = "basic", ["description"] = "The key as the password, any user name: what a URL's user-info gives." },
            },
        };
        return Encoded(document);
    }

    private static string Description(EnvironmentDefinition environment, IEnumerable<string> others)
    {
        var links = string.Join(", ", others.Select(name => $"[{name}](envs/{name}/docs)"));
        const string examples = "The examples of a group succeed in their order: the first makes the episode that others use.";
        return links.Length == 0 ? $"{environment.Description}\n\n{examples}" : $"{environment.Description}\n\n{examples}\n\nEnvironments: {links}.";
    }

    private static JsonObject Paths(LoadedEnvironment environment, ApiOperation[] operations)
    {
        var table = environment.Definition.State.TableNames.FirstOrDefault();
        string Fill(string text) => ApiExamples.Fill(text, environment).Replace("{{table}}", table, StringComparison.Ordinal);
        var paths = new JsonObject();
        foreach (var path in operations.GroupBy(operation => operation.Path))
        {
            paths[path.Key] = new JsonObject(path.Select(operation => KeyValuePair.Create<string, JsonNode?>(operation.Method, OperationJson.Write(operation, Fill))));
        }

        return paths;
    }

    private static JsonObject Headers() => new()
    {
        ["Replayed"] = new JsonObject { ["description"] = "true: the answer is the recorded one of an earlier request.", ["schema"] = new JsonObject { ["type"] = "string", ["const"] = "true" } },
        ["RetryAfter"] = new JsonObject { ["description"] = "After how many seconds asking again makes sense.", ["schema"] = new JsonObject { ["type"] = "integer" } },
    };

    private static ReadOnlyMemory<byte> Encoded(JsonObject document)
    {
        var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            document.WriteTo(writer);
        }

        return stream.ToArray();
    }
}

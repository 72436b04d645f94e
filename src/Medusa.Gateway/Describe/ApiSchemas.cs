using System.Text.Json;
using System.Text.Json.Nodes;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>The schemas of requests and answers: those of files embedded in this assembly, and those of an environment.</summary>
internal static class ApiSchemas
{
    private static readonly string[] Files = [.. typeof(ApiSchemas).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("schemas/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>Writes the schemas, by name.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="options">Its reset options as the host takes them.</param>
    public static JsonObject Write(EnvironmentDefinition environment, ObjectDescriptor options)
    {
        var schemas = new JsonObject
        {
            ["Action"] = Described("Action", json => SchemaWriter.WriteAction(environment, json)),
            ["Observation"] = Described("Observation", json => SchemaWriter.WriteObservation(environment, json)),
            ["State"] = Described("State", SchemaWriter.WriteState),
            ["ResetOptions"] = Described("ResetOptions", json => SchemaWriter.WriteObject(options, json)),
            ["OpenApi"] = new JsonObject { ["type"] = "object" },
            ["Page"] = new JsonObject { ["type"] = "string" },
        };
        foreach (var file in Files)
        {
            foreach (var (name, schema) in Read(file))
            {
                schemas[name] = schema?.DeepClone();
            }
        }

        return schemas;
    }

    /// <summary>What a descriptor's schema keeps under <c>$defs</c> is referred to from where the schema stands in the document.</summary>
    private static JsonNode? Described(string name, Action<JsonBuffer> write)
    {
        var json = new JsonBuffer();
        write(json);
        return JsonNode.Parse(System.Text.Encoding.UTF8.GetString(json.WrittenSpan).Replace("\"#/$defs/", $"\"#/components/schemas/{name}/$defs/", StringComparison.Ordinal));
    }

    private static JsonObject Read(string file)
    {
        using var stream = new StreamReader(typeof(ApiSchemas).Assembly.GetManifestResourceStream(file)!);
        var codes = string.Join(',', ApiErrors.Codes.Select(code => $"\"{code}\""));
        return JsonNode.Parse(stream.ReadToEnd().Replace("\"{{codes}}\"", $"[{codes}]", StringComparison.Ordinal))!.AsObject();
    }
}

using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>Writes the OpenAPI document of an environment: OpenEnv's routes, and at the root the native API's.</summary>
internal static class OpenApiDocument
{
    /// <summary>Writes the document.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="options">Its reset options as the host takes them.</param>
    /// <param name="prefix">Where the environment's routes begin, as the document's server; null for the root.</param>
    /// <param name="withNativeApi">Whether the native API's routes are in it.</param>
    public static ReadOnlyMemory<byte> Write(EnvironmentDefinition environment, ObjectDescriptor options, string? prefix, bool withNativeApi)
    {
        var json = new JsonBuffer(16 << 10);
        json.StartObject();
        json.Name("openapi"u8);
        json.Text("3.1.0");
        json.Name("info"u8);
        json.Record(Record.Of(
            ("title", $"OpenEnv Environment HTTP API: {environment.Title}"),
            ("description", environment.Description),
            ("version", "1.0.0")));
        if (prefix is not null)
        {
            json.Name("servers"u8);
            json.Value(Value.List(Record.Of(("url", prefix))));
        }

        json.Name("paths"u8);
        json.StartObject();
        foreach (var path in (withNativeApi ? [.. ApiOperations.OpenEnv, .. ApiOperations.Native] : ApiOperations.OpenEnv).GroupBy(operation => operation.Path))
        {
            json.Name(path.Key);
            json.StartObject();
            foreach (var operation in path)
            {
                Write(operation, json);
            }

            json.EndObject();
        }

        json.EndObject();
        WriteSchemas(options, json);
        json.EndObject();
        return json.WrittenMemory;
    }

    private static void Write(ApiOperation operation, JsonBuffer json)
    {
        json.Name(operation.Method);
        json.StartObject();
        json.Name("tags"u8);
        json.Value(Value.List(operation.Tag));
        json.Name("summary"u8);
        json.Text(operation.Summary);
        json.Name("operationId"u8);
        json.Text(operation.Id);
        WriteParameters(operation, json);
        if (operation.Request is { } request)
        {
            json.Name("requestBody"u8);
            json.StartObject();
            json.Name("required"u8);
            json.Boolean(request is not ("ResetRequest" or "ForkRequest"));
            WriteContent(request, "application/json", json);
            json.EndObject();
        }

        json.Name("responses"u8);
        json.StartObject();
        json.Name(operation.Status);
        json.StartObject();
        json.Name("description"u8);
        json.Text("Done");
        if (operation.Response is { } response)
        {
            WriteContent(response, operation.ResponseType, json);
        }

        json.EndObject();
        json.Name("default"u8);
        json.StartObject();
        json.Name("description"u8);
        json.Text("Refused");
        var isNative = operation.Path.StartsWith("/v1", StringComparison.Ordinal);
        WriteContent(isNative ? "Problem" : "Refusal", isNative ? "application/problem+json" : "application/json", json);
        json.EndObject();
        json.EndObject();
        json.EndObject();
    }

    private static void WriteParameters(ApiOperation operation, JsonBuffer json)
    {
        var inPath = operation.Path.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}')).ToArray();
        if (inPath.Length + operation.Query.Length == 0)
        {
            return;
        }

        json.Name("parameters"u8);
        json.StartList();
        foreach (var (name, place) in inPath.Select(name => (name, "path")).Concat(operation.Query.Select(name => (name, "query"))))
        {
            json.Record(Record.Of(("name", name), ("in", place), ("required", place == "path"), ("schema", Record.Of(("type", "string")))));
        }

        json.EndList();
    }

    private static void WriteContent(string schema, string type, JsonBuffer json)
    {
        json.Name("content"u8);
        json.StartObject();
        json.Name(type);
        json.StartObject();
        json.Name("schema"u8);
        json.StartObject();
        json.Name("$ref"u8);
        json.Text($"#/components/schemas/{schema}");
        json.EndObject();
        json.EndObject();
        json.EndObject();
    }

    private static void WriteSchemas(ObjectDescriptor options, JsonBuffer json)
    {
        json.Name("components"u8);
        json.StartObject();
        json.Name("schemas"u8);
        json.StartObject();
        json.Name("State"u8);
        SchemaWriter.WriteState(json);
        foreach (var schema in ApiSchemas.All)
        {
            json.Name(schema.Title);
            SchemaWriter.WriteObject(schema, json);
        }

        json.Name("ResetOptions"u8);
        SchemaWriter.WriteObject(options, json);
        json.EndObject();
        json.EndObject();
    }
}

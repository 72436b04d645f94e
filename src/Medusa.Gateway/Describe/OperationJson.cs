using System.Globalization;
using System.Text.Json.Nodes;
using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>Writes one operation of an OpenAPI document.</summary>
internal static class OperationJson
{
    /// <summary>Writes an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="fill">Fills in what varies in its examples.</param>
    public static JsonObject Write(ApiOperation operation, Func<string, string> fill)
    {
        var json = new JsonObject { ["tags"] = new JsonArray(operation.Tag), ["summary"] = operation.Summary, ["operationId"] = operation.Id };
        if (operation.Description is { } description)
        {
            json["description"] = description;
        }

        var parameters = operation.PathParameters.Concat(operation.Parameters).ToArray();
        if (parameters.Length > 0)
        {
            json["parameters"] = new JsonArray([.. parameters.Select(name => ApiParameters.Write(name, Example(operation, name, fill)))]);
        }

        if (operation.Request is { } request)
        {
            json["requestBody"] = new JsonObject { ["required"] = !operation.IsRequestOptional, ["content"] = Content(request, "application/json", operation.Body is { } body ? fill(body) : null) };
        }

        json["responses"] = Responses(operation);
        if (operation.IsOpen)
        {
            json["security"] = new JsonArray();
        }

        return json;
    }

    private static string? Example(ApiOperation operation, string name, Func<string, string> fill) =>
        operation.Examples.FirstOrDefault(example => example.Name == name) is (not null, var value) ? fill(value) : null;

    private static JsonObject Responses(ApiOperation operation)
    {
        var responses = new JsonObject { [operation.Status] = Success(operation) };
        if (operation.OtherStatus is { } other)
        {
            responses[other] = new JsonObject { ["description"] = "Done; there is nothing to say." };
        }

        foreach (var status in ApiErrors.Of(operation))
        {
            var refused = Refused(operation, string.Join(", ", status.Select(code => $"`{code}`")));
            if (status.Key is 429 or 503)
            {
                refused["headers"] = new JsonObject { ["Retry-After"] = new JsonObject { ["$ref"] = "#/components/headers/RetryAfter" } };
            }

            responses[status.Key.ToString(CultureInfo.InvariantCulture)] = refused;
        }

        responses["default"] = Refused(operation, "Refused");
        return responses;
    }

    private static JsonObject Success(ApiOperation operation)
    {
        var success = new JsonObject { ["description"] = operation.Status switch { "101" => "The socket is open.", "201" => "Started.", "307" => "There.", _ => "Done." } };
        if (operation.IsRecorded)
        {
            success["headers"] = new JsonObject { ["Medusa-Replayed"] = new JsonObject { ["$ref"] = "#/components/headers/Replayed" } };
        }

        if (operation.Response is { } response)
        {
            var content = Content(response, operation.ResponseType, null);
            if (operation.OtherType is { } other)
            {
                content[other] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } };
            }

            success["content"] = content;
        }

        return success;
    }

    private static JsonObject Refused(ApiOperation operation, string description) => new()
    {
        ["description"] = description,
        ["content"] = operation.IsNative ? Content("Problem", "application/problem+json", null) : Content("Refusal", "application/json", null),
    };

    private static JsonObject Content(string schema, string type, string? example)
    {
        var media = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = $"#/components/schemas/{schema}" } };
        if (example is not null)
        {
            media["example"] = JsonNode.Parse(example);
        }

        return new JsonObject { [type] = media };
    }
}

using System.Text.Json;

namespace Medusa.Gateway;

/// <summary>A JSON-RPC request: <c>{jsonrpc, method, params?, id?}</c> and nothing else.</summary>
/// <param name="Method">What to do.</param>
/// <param name="Parameters">With what; undefined where there is none.</param>
/// <param name="Id">The request's id; undefined where there is none.</param>
internal readonly record struct McpRequest(string Method, JsonElement Parameters, JsonElement Id)
{
    /// <summary>Whether the sender expects no answer.</summary>
    public bool IsNotification => Id.ValueKind == JsonValueKind.Undefined && Method.StartsWith("notifications/", StringComparison.Ordinal);

    /// <summary>Reads a request.</summary>
    /// <param name="json">Any JSON value.</param>
    /// <param name="request">The request, where the result is null.</param>
    /// <returns>What is wrong, or null.</returns>
    public static string? Read(JsonElement json, out McpRequest request)
    {
        request = default;
        if (json.ValueKind != JsonValueKind.Object)
        {
            return "Invalid request: a request is a JSON object";
        }

        var fields = new ObjectReader(json, ["jsonrpc", "method", "params", "id"]);
        var version = fields.Text("jsonrpc", required: true);
        var method = fields.Text("method", required: true);
        var parameters = fields.Any("params");
        if (version is not null and not "2.0")
        {
            fields.Add("literal_error", "Input should be '2.0'", fields.Any("jsonrpc"), "jsonrpc");
        }

        if (parameters.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Object))
        {
            fields.Add("dict_type", "Input should be a valid dictionary", parameters, "params");
        }

        var id = fields.Any("id");
        if (id.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.String or JsonValueKind.Number))
        {
            fields.Add("string_type", "Input should be a string, an integer or null", id, "id");
        }

        if (fields.Errors.Count > 0)
        {
            return $"Invalid request: {string.Join("; ", fields.Errors.Select(error => $"{error.DottedPath}: {error.Message}"))}";
        }

        request = new McpRequest(method!, parameters, id);
        return null;
    }
}

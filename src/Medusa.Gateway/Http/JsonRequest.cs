using System.Text.Json;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary>A request's body as JSON.</summary>
internal sealed class JsonRequest : IDisposable
{
    private static readonly JsonDocument Nothing = JsonDocument.Parse("{}");

    private readonly RequestBody body;
    private readonly JsonDocument document;
    private bool isAbandoned;

    private JsonRequest(RequestBody body, JsonDocument document)
    {
        this.body = body;
        this.document = document;
    }

    /// <summary>The value.</summary>
    public JsonElement Root => document.RootElement;

    /// <summary>Reads a JSON object; answers the refusal itself and returns null where there is none. A blank body, and for OpenEnv routes <c>null</c>, count as <c>{}</c>.</summary>
    /// <param name="context">The request.</param>
    /// <param name="options">The limits.</param>
    public static async Task<JsonRequest?> ReadAsync(HttpContext context, GatewayOptions options)
    {
        var isNative = Replies.IsNative(context);
        if (isNative && context.Request.ContentType is { Length: > 0 } type && !type.Contains("json", StringComparison.OrdinalIgnoreCase))
        {
            await Replies.RefuseAsync(context, new Problem(ProblemCode.UnsupportedMediaType, "Send JSON: 'Content-Type: application/json'."));
            return null;
        }

        var body = await RequestBody.ReadAsync(context);
        if (body.IsBlank)
        {
            return new JsonRequest(body, Nothing);
        }

        if (!JsonInput.TryParse(body.Memory, options.MaxJsonDepth, out var document, out var defect))
        {
            body.Dispose();
            await RefuseAsync(context, isNative, defect);
            return null;
        }

        if (document.RootElement.ValueKind == JsonValueKind.Null && !isNative)
        {
            document.Dispose();
            return new JsonRequest(body, Nothing);
        }

        var request = new JsonRequest(body, document);
        if (document.RootElement.ValueKind == JsonValueKind.Object)
        {
            return request;
        }

        using (request)
        {
            var error = FieldErrorJson.Of("model_attributes_type", "Input should be a valid dictionary or object to extract fields from", request.Root);
            await Replies.RefuseAsync(context, new Problem(ProblemCode.InvalidRequest, "The body is a JSON object.") { Errors = [error] }, "body");
            return null;
        }
    }

    /// <summary>Leaves the memory to the garbage collector, because an unfinished request may still read it.</summary>
    public void Abandon()
    {
        isAbandoned = true;
        body.Abandon();
    }

    public void Dispose()
    {
        if (!isAbandoned && !ReferenceEquals(document, Nothing))
        {
            document.Dispose();
        }

        body.Dispose();
    }

    private static Task RefuseAsync(HttpContext context, bool isNative, JsonDefect defect)
    {
        if (isNative)
        {
            return Replies.RefuseAsync(context, new Problem(ProblemCode.InvalidJson, $"The body is not JSON: {defect}."));
        }

        var json = new JsonBuffer();
        OpenEnvRefusal.Write(defect, json);
        return Replies.JsonAsync(context, json.WrittenMemory, 422);
    }
}

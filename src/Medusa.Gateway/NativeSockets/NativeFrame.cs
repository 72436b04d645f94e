using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>One request on a native socket: its message, parsed, and what its reply begins with.</summary>
internal sealed class NativeFrame : IDisposable
{
    private static readonly byte[] NoId = [.. "null"u8];

    private readonly IncomingMessage message;
    private readonly JsonDocument? document;
    private bool isAbandoned;

    private NativeFrame(IncomingMessage message, JsonDocument? document) => (this.message, this.document) = (message, document);

    /// <summary>The frame, an object.</summary>
    public JsonElement Root { get; private init; }

    /// <summary>The id as it was sent, in JSON; <c>null</c> where it cannot be read.</summary>
    public byte[] Id { get; private init; } = NoId;

    /// <summary>What is asked for.</summary>
    public string? Operation { get; private init; }

    /// <summary>The client's span, where the frame names one and somebody listens.</summary>
    public ActivityContext Caller => MedusaTelemetry.Spans.HasListeners()
        && Root.ValueKind == JsonValueKind.Object
        && Root.TryGetProperty("traceparent"u8, out var parent)
        && parent.ValueKind == JsonValueKind.String
        && ActivityContext.TryParse(parent.GetString(), null, isRemote: true, out var caller) ? caller : default;

    /// <summary>Why the frame cannot be served; null where it can.</summary>
    public Problem? Problem { get; private init; }

    /// <summary>Reads a frame.</summary>
    /// <param name="message">The message; the frame disposes of it.</param>
    /// <param name="maxDepth">The greatest nesting.</param>
    public static NativeFrame Read(IncomingMessage message, int maxDepth)
    {
        if (!JsonInput.TryParse(message.Memory, maxDepth, out var document, out var defect))
        {
            return new NativeFrame(message, null) { Problem = new Problem(ProblemCode.InvalidJson, $"The frame is not JSON: {defect}.") };
        }

        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            return new NativeFrame(message, document) { Problem = new Problem(ProblemCode.InvalidRequest, "A frame is a JSON object: {\"id\", \"op\", …}.") };
        }

        if (!root.TryGetProperty("id"u8, out var id) || !IsId(id))
        {
            return new NativeFrame(message, document) { Problem = new Problem(ProblemCode.InvalidRequest, "A frame has an 'id': a text of at most 255 characters, or an integer. The reply carries it.") };
        }

        return new NativeFrame(message, document)
        {
            Root = root,
            Id = JsonMarshal.GetRawUtf8Value(id).ToArray(),
            Operation = root.TryGetProperty("op"u8, out var operation) && operation.ValueKind == JsonValueKind.String ? Known(operation) : null,
        };
    }

    /// <summary>Leaves the memory to the garbage collector, because an unfinished request may still read it.</summary>
    public void Abandon() => isAbandoned = true;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (isAbandoned)
        {
            message.Abandon();
            return;
        }

        document?.Dispose();
        message.Release();
    }

    /// <summary>The usual names without a text of their own.</summary>
    private static string? Known(JsonElement operation) =>
        operation.ValueEquals("step"u8) ? "step" : operation.ValueEquals("steps"u8) ? "steps" : operation.GetString();

    private static bool IsId(JsonElement id)
    {
        var text = JsonMarshal.GetRawUtf8Value(id);
        return id.ValueKind switch
        {
            JsonValueKind.String => text.Length <= 257 || id.GetString()!.Length <= 255,
            JsonValueKind.Number => text.Length <= 20 && !text.ContainsAny(".eE"u8),
            _ => false,
        };
    }
}

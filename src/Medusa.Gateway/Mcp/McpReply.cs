using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>Writes JSON-RPC answers.</summary>
internal static class McpReply
{
    public const int ParseError = -32700;
    public const int InvalidRequest = -32600;
    public const int MethodNotFound = -32601;
    public const int InvalidParams = -32602;
    public const int InternalError = -32603;
    public const int Capacity = -32000;

    /// <summary>Opens an answer: <c>{"jsonrpc":"2.0","id":…</c>.</summary>
    /// <param name="id">The request's id; null where undefined.</param>
    /// <param name="json">Where to write it.</param>
    public static void Open(JsonElement id, JsonBuffer json)
    {
        json.StartObject();
        json.Name("jsonrpc"u8);
        json.Text("2.0");
        json.Name("id"u8);
        CompactJson.Write(id, json);
    }

    /// <summary>Writes a result.</summary>
    /// <param name="id">The request's id.</param>
    /// <param name="result">The result.</param>
    /// <param name="json">Where to write it.</param>
    public static void WriteResult(JsonElement id, Record result, JsonBuffer json)
    {
        Open(id, json);
        json.Name("result"u8);
        json.Record(result);
        json.EndObject();
    }

    /// <summary>Writes an error.</summary>
    /// <param name="id">The request's id; null where undefined.</param>
    /// <param name="code">One of the constants.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="json">Where to write it.</param>
    /// <param name="data">The error's own facts; null for none.</param>
    public static void WriteError(JsonElement id, int code, string message, JsonBuffer json, Record? data = null)
    {
        Open(id, json);
        json.Name("error"u8);
        json.StartObject();
        json.Name("code"u8);
        json.Integer(code);
        json.Name("message"u8);
        json.Text(message);
        json.Name("data"u8);
        json.Value(data);
        json.EndObject();
        json.EndObject();
    }
}

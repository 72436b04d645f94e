using System.Text.Json;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>
/// Answers requests of the Model Context Protocol about one session: <c>initialize</c>, <c>ping</c>, <c>tools/list</c> and <c>tools/call</c>. The tools are the
/// environment's actions, <c>start_episode</c> and <c>episode_state</c>.
/// </summary>
/// <param name="environments">The environments.</param>
/// <param name="calls">Asks plugins what they say of themselves.</param>
internal sealed class McpDispatcher(EnvironmentLookup environments, PluginCalls calls)
{
    /// <summary>What can be asked for.</summary>
    internal static readonly string[] Methods = ["initialize", "ping", "tools/list", "tools/call", "openenv/session/create", "openenv/session/close"];

    private static readonly string[] Versions = ["2025-06-18", "2025-03-26", "2024-11-05"];

    /// <summary>Answers a request.</summary>
    /// <param name="json">The request: any JSON value.</param>
    /// <param name="session">The session that it is about.</param>
    /// <param name="reply">Where to write the answer: one object.</param>
    /// <returns>Whether there is an answer: notifications have none.</returns>
    public async ValueTask<bool> AnswerAsync(JsonElement json, IClientSession session, JsonBuffer reply)
    {
        if (McpRequest.Read(json, out var request) is { } error)
        {
            McpReply.WriteError(default, McpReply.InvalidRequest, error, reply);
            return true;
        }

        if (request.IsNotification)
        {
            return false;
        }

        await AnswerAsync(request, session, reply);
        return true;
    }

    /// <summary>Answers a request that was read.</summary>
    /// <param name="request">The request.</param>
    /// <param name="session">The session that it is about.</param>
    /// <param name="reply">Where to write the answer.</param>
    public ValueTask AnswerAsync(McpRequest request, IClientSession session, JsonBuffer reply)
    {
        if (!Methods.Contains(request.Method))
        {
            McpReply.WriteError(request.Id, McpReply.MethodNotFound, $"Method not found: {request.Method}", reply);
            return default;
        }

        switch (request.Method)
        {
            case "ping":
                McpReply.WriteResult(request.Id, Record.Empty, reply);
                return default;
            case "openenv/session/create":
                McpReply.WriteResult(request.Id, Record.Of(("session_id", session.Id)), reply);
                return default;
            case "openenv/session/close":
                McpReply.WriteError(request.Id, McpReply.InvalidRequest, "A socket's own session ends with the socket: close it instead.", reply);
                return default;
            case "initialize" or "tools/list" or "tools/call" when session.Environment is null:
                McpReply.WriteError(request.Id, McpReply.InvalidRequest, EnvironmentLookup.Gone(session.Name).Detail, reply);
                return default;
            case "initialize":
                Initialize(request, session.Environment.Definition, reply);
                return default;
            case "tools/list":
                return ListAsync(request, session.Environment, !session.IsAgents, reply);
            default:
                return CallAsync(request, session, reply);
        }
    }

    private async ValueTask ListAsync(McpRequest request, LoadedEnvironment environment, bool withState, JsonBuffer reply)
    {
        try
        {
            var tools = await calls.WriteAsync(environment, json => McpTools.WriteList(environment.Definition, environments.OptionsOf(environment.Definition), withState, json));
            McpReply.Open(request.Id, reply);
            reply.Name("result"u8);
            reply.Raw(tools.WrittenSpan);
            reply.EndObject();
        }
        catch (PluginCallException fault)
        {
            McpReply.WriteError(request.Id, McpReply.InternalError, fault.Problem.Detail, reply);
        }
    }

    private static void Initialize(McpRequest request, EnvironmentDefinition environment, JsonBuffer reply)
    {
        var asked = request.Parameters.ValueKind == JsonValueKind.Object && request.Parameters.TryGetProperty("protocolVersion", out var version) && version.ValueKind == JsonValueKind.String
            ? version.GetString()
            : null;
        McpReply.WriteResult(
            request.Id,
            Record.Of(
                ("protocolVersion", asked is not null && Versions.Contains(asked) ? asked : Versions[0]),
                ("capabilities", Record.Of(("tools", Record.Of(("listChanged", false))))),
                ("serverInfo", Record.Of(("name", environment.Name), ("title", environment.Title), ("version", environment.Version))),
                ("instructions", $"{environment.Description} Call {McpTools.Start} first; then each action is a tool.")),
            reply);
    }

    private static async ValueTask CallAsync(McpRequest request, IClientSession session, JsonBuffer reply)
    {
        var parameters = request.Parameters;
        if (parameters.ValueKind != JsonValueKind.Object || !parameters.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String)
        {
            McpReply.WriteError(request.Id, McpReply.InvalidParams, "Missing parameter: name", reply);
            return;
        }

        var arguments = parameters.TryGetProperty("arguments", out var sent) ? sent : default;
        if (arguments.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.Object))
        {
            McpReply.WriteError(request.Id, McpReply.InvalidParams, "arguments is an object", reply);
            return;
        }

        if (await McpTools.CallAsync(name.GetString()!, arguments, session) is not { } answer)
        {
            McpReply.WriteError(request.Id, McpReply.InvalidParams, $"Tool not found: {name.GetString()}", reply);
            return;
        }

        McpReply.Open(request.Id, reply);
        reply.Name("result"u8);
        WriteToolResult(answer, reply);
        reply.EndObject();
    }

    /// <summary>A refusal of the episode is a tool's error, not the protocol's: the model that called reads it and goes on.</summary>
    private static void WriteToolResult(EpisodeReply answer, JsonBuffer reply)
    {
        var body = new JsonBuffer();
        if (answer.Problem is { } problem)
        {
            ProblemJson.Write(problem, body);
        }
        else if (answer.TailOffset > 0)
        {
            body.Verbatim("{"u8);
            body.Verbatim(answer.Tail.Span);
        }
        else
        {
            body.Verbatim(answer.Body.Span);
        }

        reply.StartObject();
        reply.Name("content"u8);
        reply.StartList();
        reply.Record(Record.Of(("type", "text"), ("text", System.Text.Encoding.UTF8.GetString(body.WrittenSpan))));
        reply.EndList();
        reply.Name("structuredContent"u8);
        reply.Raw(body.WrittenSpan);
        reply.Name("data"u8);
        reply.Raw(body.WrittenSpan);
        reply.Name("isError"u8);
        reply.Boolean(answer.Problem is not null);
        reply.EndObject();
    }
}

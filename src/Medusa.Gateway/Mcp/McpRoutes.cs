using System.Text.Json;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary>MCP over HTTP: <c>POST /mcp</c> answers one JSON-RPC request with status 200, <c>DELETE /mcp</c> ends a session.</summary>
/// <param name="sessions">The sessions.</param>
/// <param name="factory">Makes the session of a request that names none.</param>
/// <param name="mcp">Answers requests.</param>
/// <param name="options">The limits.</param>
internal sealed class McpRoutes(McpSessions sessions, SessionFactory factory, McpDispatcher mcp, GatewayOptions options)
{
    private const string SessionHeader = "Mcp-Session-Id";

    /// <summary>Answers a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="environment">The environment.</param>
    public Task PostAsync(HttpContext context, LoadedEnvironment environment) => PostAsync(context, environment.Definition.Name);

    /// <summary>Ends the session that the request's header names.</summary>
    /// <param name="context">The request.</param>
    public async Task DeleteAsync(HttpContext context)
    {
        if (sessions.Find(context.Caller(), context.Request.Headers[SessionHeader].ToString()) is not { } session)
        {
            await Replies.NoRouteAsync(context, 404);
            return;
        }

        await sessions.EndAsync(session);
        context.Response.StatusCode = 204;
    }

    private async Task PostAsync(HttpContext context, string environment)
    {
        using var body = await RequestBody.ReadAsync(context);
        var reply = new JsonBuffer();
        if (!JsonInput.TryParse(body.Memory, options.MaxJsonDepth, out var document, out _))
        {
            McpReply.WriteError(default, McpReply.ParseError, "Parse error", reply);
            await Replies.JsonAsync(context, reply.WrittenMemory);
            return;
        }

        using (document)
        {
            if (McpRequest.Read(document.RootElement, out var request) is { } error)
            {
                McpReply.WriteError(default, McpReply.InvalidRequest, error, reply);
            }
            else if (request.IsNotification)
            {
                context.Response.StatusCode = 202;
                return;
            }
            else
            {
                await AnswerAsync(context, environment, request, reply);
            }

            await Replies.JsonAsync(context, reply.WrittenMemory);
        }
    }

    private async Task AnswerAsync(HttpContext context, string environment, McpRequest request, JsonBuffer reply)
    {
        switch (request.Method)
        {
            case "openenv/session/create" or "initialize":
                await CreateAsync(context, environment, request, reply);
                return;
            case "openenv/session/close":
                await CloseAsync(context, request, reply);
                return;
        }

        if (SessionId(context, request) is not { } id)
        {
            var alone = factory.Create(context.Caller(), environment);
            await mcp.AnswerAsync(request, alone, reply);
            await alone.CloseAsync("request_ended");
            return;
        }

        if (sessions.Find(context.Caller(), id) is not { } session)
        {
            McpReply.WriteError(request.Id, McpReply.InvalidParams, $"Unknown session_id: {id}", reply);
            return;
        }

        await session.EnterAsync();
        try
        {
            await mcp.AnswerAsync(request, session.Environment, reply);
        }
        finally
        {
            session.Leave();
        }
    }

    private async Task CreateAsync(HttpContext context, string environment, McpRequest request, JsonBuffer reply)
    {
        if (await sessions.CreateAsync(context.Caller(), environment) is not { } session)
        {
            var (active, maximum) = sessions.Places;
            McpReply.WriteError(
                request.Id,
                McpReply.Capacity,
                $"Server at capacity: {active}/{maximum} sessions active.",
                reply,
                Record.Of(("active_sessions", active), ("max_sessions", maximum)));
            return;
        }

        if (request.Method == "initialize")
        {
            context.Response.Headers[SessionHeader] = session.Id;
            await mcp.AnswerAsync(request, session.Environment, reply);
        }
        else
        {
            McpReply.WriteResult(request.Id, Record.Of(("session_id", session.Id)), reply);
        }
    }

    private async Task CloseAsync(HttpContext context, McpRequest request, JsonBuffer reply)
    {
        if (SessionId(context, request) is not { } id)
        {
            McpReply.WriteError(request.Id, McpReply.InvalidParams, "Missing parameter: session_id", reply);
        }
        else if (sessions.Find(context.Caller(), id) is not { } session)
        {
            McpReply.WriteError(request.Id, McpReply.InvalidParams, $"Unknown session_id: {id}", reply);
        }
        else
        {
            McpReply.WriteResult(
                request.Id,
                await sessions.EndAsync(session) ? Record.Of(("session_id", id), ("closed", true)) : Record.Of(("session_id", id), ("closed", false), ("closing", true)),
                reply);
        }
    }

    private static string? SessionId(HttpContext context, McpRequest request)
    {
        if (request.Parameters.ValueKind == JsonValueKind.Object && request.Parameters.TryGetProperty("session_id", out var id) && id.ValueKind == JsonValueKind.String)
        {
            return id.GetString();
        }

        return context.Request.Headers.TryGetValue(SessionHeader, out var header) ? header.ToString() : null;
    }
}

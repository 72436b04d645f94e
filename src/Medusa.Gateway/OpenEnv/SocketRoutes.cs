using Medusa.Episodes;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary>OpenEnv's WebSocket routes: <c>/ws</c> and <c>/mcp</c>.</summary>
/// <param name="environments">The environments.</param>
/// <param name="sockets">Serves sockets.</param>
/// <param name="sessions">Makes their sessions.</param>
/// <param name="keyed">The durable sessions.</param>
/// <param name="mcpSessions">The MCP sessions over HTTP, to which a socket may attach.</param>
/// <param name="mcp">Answers MCP requests.</param>
/// <param name="metrics">Counts refusals.</param>
/// <param name="options">The limits.</param>
internal sealed class SocketRoutes(EnvironmentLookup environments, SocketSessions sockets, SessionFactory sessions, KeyedSessions keyed, McpSessions mcpSessions, McpDispatcher mcp, GatewayMetrics metrics, GatewayOptions options)
{
    /// <summary>Serves <c>/ws</c>: a session of its own, below a session key the durable one, or with <c>?session_id=</c> that of an MCP session.</summary>
    /// <param name="context">The handshake.</param>
    public async Task ServeAsync(HttpContext context)
    {
        if (!await IsSocketAsync(context, 404) || await NameAsync(context) is not { } environment)
        {
            return;
        }

        var isMcp = context.Request.Query.TryGetValue("session_id", out var sessionId);
        switch (SessionKey.Of(context))
        {
            case not null when isMcp:
                await sockets.RefuseAsync(context, "Send a session key or a session_id, not both.");
                break;
            case { } key:
                await ResumeAsync(context, environment, key);
                break;
            case null when isMcp:
                await AttachAsync(context, sessionId.ToString());
                break;
            default:
                await sockets.ServeAsync(context, Frames(sessions.Create(context.Caller(), environment)), Protocols.OpenEnv);
                break;
        }
    }

    /// <summary>Serves <c>/mcp</c> as a socket: JSON-RPC frames, a session of its own.</summary>
    /// <param name="context">The handshake.</param>
    public async Task ServeMcpAsync(HttpContext context)
    {
        if (!await IsSocketAsync(context, 405) || await NameAsync(context) is not { } environment)
        {
            return;
        }

        var session = sessions.Create(context.Caller(), environment);
        await sockets.ServeAsync(context, new McpFrames(session, mcp, options.MaxJsonDepth), Protocols.Mcp);
    }

    /// <summary>The session is taken over before the socket has its place: the place of the socket before it may be the one that becomes free.</summary>
    private async Task ResumeAsync(HttpContext context, string environment, SessionKey key)
    {
        var (attached, problem) = await keyed.AttachAsync(context.Owner(), environment, key);
        if (attached is null)
        {
            await sockets.RefuseAsync(context, problem!.Detail, problem.MeasuredCode);
            return;
        }

        try
        {
            await sockets.ServeAsync(context, Frames(sessions.Create(context.Caller(), environment, attached)), Protocols.OpenEnv, attached: attached);
        }
        finally
        {
            keyed.Leave(attached);
        }
    }

    private OpenEnvFrames Frames(IClientSession session) => new(session, mcp, metrics, options.MaxJsonDepth, session.EndAsync);

    private async Task AttachAsync(HttpContext context, string sessionId)
    {
        if (mcpSessions.Find(context.Caller(), sessionId) is not { } session)
        {
            await sockets.RefuseAsync(context, $"Unknown session_id: {sessionId}");
        }
        else if (!session.TryAttach())
        {
            await sockets.RefuseAsync(context, $"Session {sessionId} already has an attached WebSocket");
        }
        else
        {
            try
            {
                var frames = new AttachedFrames(session, new OpenEnvFrames(session.Environment, mcp, metrics, options.MaxJsonDepth, static _ => default));
                await sockets.ServeAsync(context, frames, Protocols.OpenEnv, takesPlace: false);
            }
            finally
            {
                await mcpSessions.DetachAsync(session);
            }
        }
    }

    /// <summary>The name alone: a socket lives long, and what it knew of a plugin would keep the plugin in memory.</summary>
    private async ValueTask<string?> NameAsync(HttpContext context) => (await environments.FindAsync(context))?.Definition.Name;

    private static async Task<bool> IsSocketAsync(HttpContext context, int otherwise)
    {
        if (context.WebSockets.IsWebSocketRequest)
        {
            return true;
        }

        await Replies.NoRouteAsync(context, otherwise);
        return false;
    }
}

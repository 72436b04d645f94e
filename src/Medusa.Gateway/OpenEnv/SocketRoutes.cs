using Medusa.Episodes;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary>OpenEnv's WebSocket routes: <c>/ws</c> and <c>/mcp</c>.</summary>
/// <param name="environments">The environments.</param>
/// <param name="sockets">Serves sockets.</param>
/// <param name="mcpSessions">The MCP sessions over HTTP, to which a socket may attach.</param>
/// <param name="mcp">Answers MCP requests.</param>
/// <param name="options">The limits.</param>
internal sealed class SocketRoutes(EnvironmentLookup environments, SocketSessions sockets, McpSessions mcpSessions, McpDispatcher mcp, GatewayOptions options)
{
    /// <summary>Serves <c>/ws</c>: a session of its own, or with <c>?session_id=</c> that of an MCP session.</summary>
    /// <param name="context">The handshake.</param>
    public async Task ServeAsync(HttpContext context)
    {
        if (!await IsSocketAsync(context, 404) || await NameAsync(context) is not { } environment)
        {
            return;
        }

        if (context.Request.Query.TryGetValue("session_id", out var sessionId))
        {
            await AttachAsync(context, sessionId.ToString());
            return;
        }

        var session = sockets.Create(context, environment);
        await sockets.ServeAsync(context, new OpenEnvFrames(session, mcp, options.MaxJsonDepth, () => session.CloseAsync("socket_closed")));
    }

    /// <summary>Serves <c>/mcp</c> as a socket: JSON-RPC frames, a session of its own.</summary>
    /// <param name="context">The handshake.</param>
    public async Task ServeMcpAsync(HttpContext context)
    {
        if (!await IsSocketAsync(context, 405) || await NameAsync(context) is not { } environment)
        {
            return;
        }

        var session = sockets.Create(context, environment);
        await sockets.ServeAsync(context, new McpFrames(session, mcp, options.MaxJsonDepth));
    }

    private async Task AttachAsync(HttpContext context, string sessionId)
    {
        if (mcpSessions.Find(context.Owner(), sessionId) is not { } session)
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
                var frames = new AttachedFrames(session, new OpenEnvFrames(session.Environment, mcp, options.MaxJsonDepth, static () => default));
                await sockets.ServeAsync(context, frames, takesPlace: false);
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

using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>Speaks JSON-RPC over the <c>/mcp</c> socket.</summary>
/// <param name="session">The socket's session.</param>
/// <param name="mcp">Answers requests.</param>
/// <param name="maxJsonDepth">The greatest nesting of JSON.</param>
internal sealed class McpFrames(IClientSession session, McpDispatcher mcp, int maxJsonDepth) : IFrameHandler
{
    /// <inheritdoc/>
    public async ValueTask<FrameOutcome> HandleAsync(IncomingMessage message, JsonBuffer reply)
    {
        if (message.Kind == IncomingKind.Binary || !JsonInput.TryParse(message.Memory, maxJsonDepth, out var document, out _))
        {
            McpReply.WriteError(default, McpReply.ParseError, "Parse error", reply);
            return FrameOutcome.Reply;
        }

        using (document)
        {
            SocketTelemetry.Name(Protocols.Mcp, "request");
            return await mcp.AnswerAsync(document.RootElement, session, reply) ? FrameOutcome.Reply : FrameOutcome.Silence;
        }
    }

    /// <inheritdoc/>
    public ValueTask EndAsync(SocketEnd end) => session.EndAsync(end);
}

using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>Frames of a socket that is attached to an MCP session: they take turns with the session's HTTP requests.</summary>
/// <param name="session">The session.</param>
/// <param name="frames">What answers the frames.</param>
internal sealed class AttachedFrames(McpSession session, IFrameHandler frames) : IFrameHandler
{
    /// <inheritdoc/>
    public async ValueTask<FrameOutcome> HandleAsync(IncomingMessage message, JsonBuffer reply)
    {
        await session.EnterAsync();
        try
        {
            return await frames.HandleAsync(message, reply);
        }
        finally
        {
            session.Leave();
        }
    }

    /// <inheritdoc/>
    public ValueTask EndAsync(SocketEnd end) => frames.EndAsync(end);
}

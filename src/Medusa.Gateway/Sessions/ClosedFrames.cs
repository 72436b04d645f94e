using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>Serves nothing: what a socket gets that was refused.</summary>
internal sealed class ClosedFrames : IFrameHandler
{
    /// <inheritdoc/>
    public ValueTask<FrameOutcome> HandleAsync(IncomingMessage message, JsonBuffer reply) => ValueTask.FromResult(FrameOutcome.Close);

    /// <inheritdoc/>
    public ValueTask EndAsync(SocketEnd end) => default;
}

using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>Speaks a protocol over a socket. One message at a time.</summary>
internal interface IFrameHandler
{
    /// <summary>Answers a message.</summary>
    /// <param name="message">A text or binary message; the handler calls <see cref="IncomingMessage.Abandon"/> where something still reads it afterwards.</param>
    /// <param name="reply">Where to write the reply; empty at first.</param>
    ValueTask<FrameOutcome> HandleAsync(IncomingMessage message, JsonBuffer reply);

    /// <summary>Ends the session after the last message.</summary>
    /// <param name="end">How the socket ended.</param>
    ValueTask EndAsync(SocketEnd end);
}

using System.Net.WebSockets;

namespace Medusa.Gateway;

/// <summary>What a socket is told that the server ends.</summary>
/// <param name="Status">The close frame's status.</param>
/// <param name="Reason">The close frame's reason.</param>
/// <param name="Frame">A text frame before it; empty for none.</param>
internal sealed record SocketFarewell(WebSocketCloseStatus Status, string Reason, ReadOnlyMemory<byte> Frame);

namespace Medusa.Gateway;

/// <summary>How a socket ended.</summary>
internal enum SocketEnd
{
    /// <summary>It dropped: the connection broke, or the client did not read or answer.</summary>
    Lost = 0,

    /// <summary>With a close frame, of either side.</summary>
    Closed = 1,

    /// <summary>The client sent the protocol's own request to close.</summary>
    Asked = 2,
}

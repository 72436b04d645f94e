namespace Medusa.Gateway;

/// <summary>What follows a message.</summary>
internal enum FrameOutcome
{
    /// <summary>The reply is sent.</summary>
    Reply = 0,

    /// <summary>The reply is sent, then the socket is closed.</summary>
    ReplyAndClose = 1,

    /// <summary>The socket is closed.</summary>
    Close = 2,

    /// <summary>Nothing is sent.</summary>
    Silence = 3,
}

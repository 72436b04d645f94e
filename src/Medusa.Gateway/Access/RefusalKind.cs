namespace Medusa.Gateway;

/// <summary>Why an attempt to use the server was refused.</summary>
internal enum RefusalKind
{
    /// <summary>There was no key, or nothing that could be one.</summary>
    NoKey = 0,

    /// <summary>The key is not one of the server's.</summary>
    UnknownKey = 1,

    /// <summary>The key was revoked.</summary>
    RevokedKey = 2,

    /// <summary>An agent's token is forged, has expired, or its key is good no more.</summary>
    BadToken = 3,

    /// <summary>A web page of another site called a server without keys.</summary>
    ForeignPage = 4,

    /// <summary>A server without keys was called by a name that a stranger may have pointed at it.</summary>
    ForeignName = 5,
}

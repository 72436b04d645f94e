namespace Medusa.Gateway;

/// <summary>What came in on a socket.</summary>
internal enum IncomingKind
{
    /// <summary>A text message.</summary>
    Text = 0,

    /// <summary>A binary message.</summary>
    Binary = 1,

    /// <summary>The client's close frame.</summary>
    Close = 2,

    /// <summary>A message beyond the limit; its rest was not read.</summary>
    TooLarge = 3,
}

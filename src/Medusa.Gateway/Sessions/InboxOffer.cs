namespace Medusa.Gateway;

/// <summary>What becomes of a message that came in.</summary>
internal enum InboxOffer
{
    /// <summary>Nothing runs: it is served now.</summary>
    Serve = 0,

    /// <summary>It was kept for later, or is the repeat of one that was.</summary>
    Kept = 1,

    /// <summary>As many wait as may.</summary>
    Full = 2,
}

namespace Medusa.Cli.Replays;

/// <summary>How an episode stands to its journal.</summary>
internal enum VerificationOutcome
{
    /// <summary>Folded again it is what it was.</summary>
    Equal,

    /// <summary>Folded again it is something else.</summary>
    Diverged,

    /// <summary>The server could not verify it.</summary>
    Refused,

    /// <summary>It was deleted between the list and the verification.</summary>
    Gone,
}

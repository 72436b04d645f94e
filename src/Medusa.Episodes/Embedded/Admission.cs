namespace Medusa.Episodes;

/// <summary>What a mailbox did with a request.</summary>
internal enum Admission
{
    /// <summary>Nobody is ahead: the caller runs it, then leaves the cell.</summary>
    Runs = 0,

    /// <summary>It waits its turn.</summary>
    Waits = 1,

    /// <summary>Too many wait.</summary>
    Full = 2,

    /// <summary>The cell went out of use meanwhile: look the episode up again.</summary>
    Retired = 3,
}

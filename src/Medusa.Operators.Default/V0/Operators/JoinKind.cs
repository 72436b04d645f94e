namespace Medusa.Operators.Default.V0;

/// <summary>The three joins.</summary>
internal enum JoinKind
{
    /// <summary>Matched rows only; unmatched rows of A go to quarantine whole.</summary>
    Inner,

    /// <summary>Unmatched rows of A stay in the joined table; quarantine gets their keys.</summary>
    Left,

    /// <summary>No joined rows, though all columns; unmatched rows of A go to quarantine whole.</summary>
    Anti,
}

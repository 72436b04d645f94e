namespace Medusa.Operators.Abstractions;

/// <summary>The 256 bits of a <see cref="RandomStream"/>: what an <see cref="EpisodeState"/> keeps of it.</summary>
/// <param name="S0">First word.</param>
/// <param name="S1">Second word.</param>
/// <param name="S2">Third word.</param>
/// <param name="S3">Fourth word.</param>
public readonly record struct RandomState(ulong S0, ulong S1, ulong S2, ulong S3);

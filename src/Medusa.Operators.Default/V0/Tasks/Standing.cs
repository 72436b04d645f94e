using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>What rubrics look at.</summary>
/// <param name="State">The tables and scalars.</param>
/// <param name="IsCommitted">Whether the episode ended with COMMIT.</param>
/// <param name="Step">The number of steps taken.</param>
internal readonly record struct Standing(EpisodeState State, bool IsCommitted, int Step);

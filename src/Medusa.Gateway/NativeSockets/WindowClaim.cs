using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>What a request takes of its socket's window.</summary>
/// <param name="Weight">How many requests it counts as.</param>
internal readonly record struct WindowClaim(int Weight)
{
    /// <summary>The episode it is about; null for none, or for several.</summary>
    public EpisodeId? One { get; init; }

    /// <summary>Whether no other request about the episode may run beside it.</summary>
    public bool IsExclusive { get; init; }

    /// <summary>The episodes it is about with the number of steps of each; null for one, or for none.</summary>
    public Dictionary<EpisodeId, int>? Many { get; init; }
}

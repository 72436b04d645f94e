namespace Medusa.Client;

/// <summary>Whether an episode, folded again from its journal, is what it was.</summary>
/// <param name="Ok">Whether every step gave the recorded state digest again.</param>
/// <param name="Steps">How many steps the journal holds.</param>
public sealed record EpisodeVerification(bool Ok, int Steps)
{
    /// <summary>The first step that gave another digest, 0 for the start; null where none did.</summary>
    public int? FirstDivergence { get; init; }
}

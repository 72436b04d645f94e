namespace Medusa.Client;

/// <summary>Whether an episode, folded again from its journal, is what it was.</summary>
/// <param name="Ok">Whether every step gave again what was recorded: state digest, reward, end and observation.</param>
/// <param name="Steps">How many steps the journal holds.</param>
public sealed record EpisodeVerification(bool Ok, int Steps)
{
    /// <summary>The first step that gave something else, 0 for the start; null where none did.</summary>
    public int? FirstDivergence { get; init; }

    /// <summary>What differs there, such as <c>state_digest</c> or <c>reward</c>, or <c>refused</c> or <c>faulted</c> where the step cannot be taken any more; null where nothing does.</summary>
    public string? Differs { get; init; }
}

namespace Medusa.Durability.Checking;

/// <summary>A row of the journal's events, as SQL gives it.</summary>
/// <param name="Index">Its place in the episode, from 0.</param>
/// <param name="Kind"><c>episode_started</c>, <c>step_taken</c>, <c>episode_forked</c> or <c>episode_closed</c>.</param>
/// <param name="Step">The step's number, where it is one.</param>
/// <param name="Action">The step's action as JSON.</param>
/// <param name="RequestId">The request's name.</param>
/// <param name="Reward">The step's reward.</param>
/// <param name="CumulativeReward">The sum of the rewards so far.</param>
/// <param name="StateDigest">The state's digest after it.</param>
/// <param name="Event">The whole event as JSON.</param>
public sealed record JournalRow(
    int Index, string Kind, int? Step, string? Action, string? RequestId, double? Reward, double? CumulativeReward, string? StateDigest, string Event)
{
    /// <summary>The kind of a step's row.</summary>
    public const string StepTaken = "step_taken";

    /// <summary>The kind of a fork's first row.</summary>
    public const string EpisodeForked = "episode_forked";

    /// <summary>The kind of a row after which there is no other.</summary>
    public const string EpisodeClosed = "episode_closed";

    /// <summary>Whether it is a step.</summary>
    public bool IsStep => Kind == StepTaken;
}

namespace Medusa.Operators.Abstractions;

/// <summary>An episode at one moment, as observers, tasks and tests see it.</summary>
/// <param name="State">The tables and scalars.</param>
/// <param name="Status">Where the episode stands.</param>
/// <param name="Step">The number of steps taken.</param>
/// <param name="MaxSteps">The number of steps after which it is truncated.</param>
/// <param name="CumulativeReward">The sum of the rewards so far.</param>
public sealed record EpisodeView(EpisodeState State, EpisodeStatus Status, int Step, int MaxSteps, double CumulativeReward)
{
    /// <summary>Why the episode ended, such as <c>committed</c> or <c>max_steps</c>; null while it runs.</summary>
    public string? EndReason { get; init; }

    /// <summary>The seed, or null before the first reset.</summary>
    public Seed? Seed { get; init; }

    /// <summary>The scenario's name, or null before the first reset.</summary>
    public string? Scenario { get; init; }

    /// <summary>The name of the task, or null without one.</summary>
    public string? Task { get; init; }

    /// <summary>What the caller calls the episode: OpenEnv's <c>episode_id</c>, or else the episode's own id; null before the first reset.</summary>
    public string? Label { get; init; }
}

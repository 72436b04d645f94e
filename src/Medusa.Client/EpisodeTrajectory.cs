using System.Numerics;
using System.Text.Json;

namespace Medusa.Client;

/// <summary>An episode from its start to where it stands, with everything that was seen, done and earned.</summary>
/// <param name="EpisodeId">The episode.</param>
/// <param name="Environment">The environment's name.</param>
/// <param name="Version">The environment's version.</param>
public sealed record EpisodeTrajectory(string EpisodeId, string Environment, string Version)
{
    /// <summary>Where the environment's code came from.</summary>
    public TrajectoryProvenance Provenance { get; init; } = new();

    /// <summary>The seed as drawn or given.</summary>
    public BigInteger? Seed { get; init; }

    /// <summary>The reset options, as they were taken.</summary>
    public JsonElement Options { get; init; }

    /// <summary>The task's name, or null.</summary>
    public string? Task { get; init; }

    /// <summary>The label of an episode that was started over OpenEnv, or null.</summary>
    public string? Label { get; init; }

    /// <summary>The labels given at the start.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The id of the episode that this one was forked from; null where it was not.</summary>
    public string? Parent { get; init; }

    /// <summary>After which of the parent's steps it was forked; null where it was not.</summary>
    public int? ForkedAt { get; init; }

    /// <summary>The steps, in order; of a fork, those that it shares with its parent come first.</summary>
    public IReadOnlyList<TrajectoryStep> Steps { get; init; } = [];

    /// <summary>The observation after the last step.</summary>
    public JsonElement FinalObservation { get; init; }

    /// <summary>Why the episode ended, such as <c>committed</c> or <c>max_steps</c>; null where it did not.</summary>
    public string? EndReason { get; init; }

    /// <summary>The checks' verdict; null where the episode has not ended or cannot be graded.</summary>
    public TrajectoryGrade? Grade { get; init; }

    /// <summary>The score on the episode's task, or without one the environment's own, in [0, 1]; null where there is no grade.</summary>
    public double? Score { get; init; }

    /// <summary>Why an episode that ended has no grade, as an error's code: <c>plugin_unavailable</c> where the server lacks the plugin. Null otherwise.</summary>
    public string? Ungraded { get; init; }

    /// <summary>The sum of the rewards.</summary>
    public double Return { get; init; }
}

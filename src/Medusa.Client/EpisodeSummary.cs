using System.Numerics;
using System.Text.Json;

namespace Medusa.Client;

/// <summary>Where an episode stands.</summary>
/// <param name="EpisodeId">The episode.</param>
/// <param name="Environment">The environment's name.</param>
/// <param name="Version">The environment's version.</param>
/// <param name="Status"><c>running</c>, <c>done</c>, <c>closed</c> or <c>expired</c>.</param>
public sealed record EpisodeSummary(string EpisodeId, string Environment, string Version, string Status)
{
    /// <summary>When it was started, in UTC; null where the server does not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The seed as drawn or given.</summary>
    public BigInteger? Seed { get; init; }

    /// <summary>The task's name, or null.</summary>
    public string? Task { get; init; }

    /// <summary>The number of the step that comes next, 1 for the first.</summary>
    public int NextStep { get; init; }

    /// <summary>The sum of the rewards so far.</summary>
    public double CumulativeReward { get; init; }

    /// <summary>Why it ended, such as <c>committed</c> or <c>max_steps</c>, or why it was closed; null while it runs.</summary>
    public string? EndReason { get; init; }

    /// <summary>The id of the episode that it was forked from; null where it was not.</summary>
    public string? Parent { get; init; }

    /// <summary><c>durable</c> or <c>volatile</c>.</summary>
    public string? Durability { get; init; }

    /// <summary>The reset options, as they were taken.</summary>
    public JsonElement? Options { get; init; }

    /// <summary>The labels given at the start.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}

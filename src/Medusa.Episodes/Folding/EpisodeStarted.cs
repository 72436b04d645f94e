using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>An episode began. Always an episode's first event unless it is a fork.</summary>
public sealed record EpisodeStarted : EpisodeEvent
{
    /// <summary>The version of the encoding the event was made for.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>Whose the episode is.</summary>
    public required Owner Owner { get; init; }

    /// <summary>Its id.</summary>
    public required EpisodeId Id { get; init; }

    /// <summary>The environment's name.</summary>
    public required string Environment { get; init; }

    /// <summary>The environment's version: with the name it decides which code may refold the episode.</summary>
    public required string Version { get; init; }

    /// <summary>The plugin whose bytes ran.</summary>
    public required PluginProvenance Provenance { get; init; }

    /// <summary>The contract's version on the host.</summary>
    public required string Contract { get; init; }

    /// <summary>The seed as drawn or as given.</summary>
    public required Seed Seed { get; init; }

    /// <summary>Whether the host drew the seed.</summary>
    public bool IsSeedDrawn { get; init; }

    /// <summary>The reset options after validation, defaults and the task's own included.</summary>
    public required Record Options { get; init; }

    /// <summary>The task's name, or null.</summary>
    public string? Task { get; init; }

    /// <summary>The scenario's name.</summary>
    public required string Scenario { get; init; }

    /// <summary><c>durable</c> or <c>volatile</c>.</summary>
    public required string Durability { get; init; }

    /// <summary>What an invalid action does.</summary>
    public InvalidActionMode OnInvalidAction { get; init; }

    /// <summary>The client's id of the request, scoped to the owner; null without one.</summary>
    public string? RequestId { get; init; }

    /// <summary>The request in canonical JSON, where it carried an id: a repeat must be the same.</summary>
    public string? Request { get; init; }

    /// <summary>What the client calls the episode; null for none.</summary>
    public string? Label { get; init; }

    /// <summary>Labels for lists and export.</summary>
    public Record Labels { get; init; } = Record.Empty;

    /// <summary>The durable session that the episode belongs to (<see cref="SessionName"/>); null for none.</summary>
    public string? Session { get; init; }

    /// <summary>Under which attachment the session started it.</summary>
    public int Generation { get; init; }

    /// <summary>After how long without a step the episode ends as <c>expired</c>; null for never.</summary>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>When the episode ends as <c>expired</c> at the latest; null for never.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>The initial state's digest.</summary>
    public required StateDigest StateDigest { get; init; }

    /// <summary>The answer: step result 0.</summary>
    public required ReadOnlyMemory<byte> Reply { get; init; }

    /// <summary>Where <c>"observation"</c> begins in the answer.</summary>
    public required int TailOffset { get; init; }
}

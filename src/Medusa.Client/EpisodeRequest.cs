using System.Numerics;

namespace Medusa.Client;

/// <summary>What episode, or which episodes, to start.</summary>
/// <param name="Environment">The environment's name, such as <c>medusa</c>.</param>
public sealed record EpisodeRequest(string Environment)
{
    /// <summary>The seed; null lets the task or the server choose one. Not together with <see cref="Seeds"/>.</summary>
    public BigInteger? Seed { get; init; }

    /// <summary>One episode (or group) for each of these seeds.</summary>
    public IReadOnlyList<BigInteger>? Seeds { get; init; }

    /// <summary>The task's name, or null.</summary>
    public string? Task { get; init; }

    /// <summary>The environment's reset options, anything that serialises to a JSON object; null for the defaults.</summary>
    public object? Options { get; init; }

    /// <summary>The id that the one new episode gets: 1 to 255 of <c>A-Z a-z 0-9 . _ -</c>; null lets the server draw one.</summary>
    public string? EpisodeId { get; init; }

    /// <summary>How many identical episodes to start as a group; null for one.</summary>
    public int? Count { get; init; }

    /// <summary><c>durable</c> or <c>volatile</c>; null takes the server's default.</summary>
    public string? Durability { get; init; }

    /// <summary>Labels for lists and export.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>The id of this request, 1 to 255 characters; null lets the client draw one, so that starting is always safe to repeat.</summary>
    public string? RequestId { get; init; }

    /// <summary>This request with an id.</summary>
    internal EpisodeRequest Named() => RequestId is null ? this with { RequestId = Guid.NewGuid().ToString("N") } : this;
}

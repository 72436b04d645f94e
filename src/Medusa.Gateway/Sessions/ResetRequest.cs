using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>What a reset asks for: a new episode, or a copy of one.</summary>
/// <param name="Start">The new episode. For a copy only its owner, environment, label, request id and session count.</param>
internal sealed record ResetRequest(CreateEpisode Start)
{
    /// <summary>The episode to copy; null for a new one.</summary>
    public EpisodeId? Parent { get; init; }

    /// <summary>The step after which it is copied; null for now.</summary>
    public int? At { get; init; }

    /// <summary>The same in the place of an episode that is closed then.</summary>
    /// <param name="former">The episode; null for none.</param>
    public ResetRequest InPlaceOf(EpisodeId? former) => former is null ? this : this with { Start = Start with { Replaces = former } };

    /// <summary>The same for a durable session.</summary>
    /// <param name="session">The session; null for none.</param>
    public ResetRequest Under(KeyedSession? session) =>
        session is null ? this : this with { Start = Start with { Session = session.Name, Generation = session.Generation } };
}

using System.Diagnostics;
using Medusa.Episodes;

namespace Medusa.Actors;

/// <summary>A request to one episode, sent to its shard.</summary>
/// <param name="key">The episode; for a group that is yet to begin the family's name.</param>
/// <param name="command">A command or query of the engine's contract; null only wakes the episode.</param>
/// <param name="correlation">Given back with the answer.</param>
/// <param name="caller">The span that asks; default for none.</param>
internal sealed class EpisodeRequest(EpisodeKey key, object? command, long correlation, ActivityContext caller = default)
{
    private string? entityId;

    /// <summary>The episode.</summary>
    public EpisodeKey Key { get; } = key;

    /// <summary>A <see cref="StepEpisode"/>, <see cref="CreateEpisode"/>, <see cref="ForkEpisode"/>, <see cref="QueryEpisode"/> or <see cref="CloseEpisode"/>; null only wakes the episode.</summary>
    public object? Command { get; } = command;

    /// <summary>Given back with the answer.</summary>
    public long Correlation { get; } = correlation;

    /// <summary>The span that asks, so that a trace goes on where the episode lives.</summary>
    public ActivityContext Caller => caller;

    /// <summary>The episode's name among the actors; made once, as the region and the shard both ask for it.</summary>
    public string EntityId => entityId ??= EpisodeRouting.EntityId(Key);
}

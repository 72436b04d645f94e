namespace Medusa.Episodes;

/// <summary>Starts copies of an episode after one of its steps. They share its tables, and go on on their own.</summary>
/// <param name="Owner">The caller.</param>
/// <param name="Id">The episode to copy.</param>
public sealed record ForkEpisode(Owner Owner, EpisodeId Id)
{
    /// <summary>The step after which it is copied; null for now.</summary>
    public int? At { get; init; }

    /// <summary>How many copies.</summary>
    public int Count { get; init; } = 1;

    /// <summary>The client's id of this request, scoped to the owner: the same id again gets the recorded answer.</summary>
    public string? RequestId { get; init; }

    /// <summary>What the client calls the copies (OpenEnv's <c>episode_id</c>); null for what it called the episode.</summary>
    public string? Label { get; init; }

    /// <summary>The durable session that the copy belongs to; null for none.</summary>
    public string? Session { get; init; }

    /// <summary>Under which attachment the session starts it.</summary>
    public int Generation { get; init; }

    /// <summary>The running episode that the caller closes once the copy is started, so that both count as one where running episodes are counted; null for none.</summary>
    public EpisodeId? Replaces { get; init; }
}

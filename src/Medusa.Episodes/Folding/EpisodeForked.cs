namespace Medusa.Episodes;

/// <summary>An episode began as a copy of another one after one of its steps. A fork's first event.</summary>
public sealed record EpisodeForked : EpisodeEvent
{
    /// <summary>The episode it is a copy of, of the same owner.</summary>
    public required EpisodeId Parent { get; init; }

    /// <summary>The parent's step after which it was copied.</summary>
    public required int At { get; init; }

    /// <summary>Whose the fork is.</summary>
    public required Owner Owner { get; init; }

    /// <summary>The answer: the fork's step result.</summary>
    public required ReadOnlyMemory<byte> Reply { get; init; }

    /// <summary>Where <c>"observation"</c> begins in the answer.</summary>
    public required int TailOffset { get; init; }
}

namespace Medusa.Episodes;

/// <summary>What happened to an episode.</summary>
public enum EpisodeNoticeKind
{
    /// <summary>It was started or forked.</summary>
    Started = 0,

    /// <summary>It took a step and goes on.</summary>
    Stepped = 1,

    /// <summary>It ended: by a step, or because it was closed.</summary>
    Ended = 2,
}

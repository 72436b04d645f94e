namespace Medusa.Cli.Rollouts;

/// <summary>What a rollout did.</summary>
/// <param name="Episodes">The finished episodes, by seed.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Workers">How many episodes ran at a time.</param>
internal sealed record RolloutResult(IReadOnlyList<EpisodeCount> Episodes, TimeSpan Elapsed, int Workers)
{
    /// <summary>Whether it was ended early.</summary>
    public bool IsInterrupted { get; init; }

    /// <summary>What ended it before its time, or null.</summary>
    public Exception? Failure { get; init; }
}

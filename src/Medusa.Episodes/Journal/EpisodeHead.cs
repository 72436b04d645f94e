using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>Where an episode stands, as far as its journal tells without folding it.</summary>
/// <param name="Key">The episode.</param>
/// <param name="Started">How it began.</param>
/// <param name="Step">The number of steps taken.</param>
/// <param name="CumulativeReward">The sum of the rewards.</param>
/// <param name="Status">Running, terminated or truncated.</param>
/// <param name="EndReason">Why it ended, or null.</param>
/// <param name="ClosedReason">Why it was closed, or null.</param>
public sealed record EpisodeHead(
    EpisodeKey Key, EpisodeStarted Started, int Step, double CumulativeReward, EpisodeStatus Status, string? EndReason, string? ClosedReason)
{
    /// <summary><c>running</c>, <c>done</c> or <c>closed</c>.</summary>
    public string StatusText => ClosedReason is not null ? "closed" : Status == EpisodeStatus.Running ? "running" : "done";

    /// <summary>The head of an episode's events; null where there is none.</summary>
    /// <param name="key">The episode.</param>
    /// <param name="events">Its events in order.</param>
    public static EpisodeHead? Of(EpisodeKey key, IReadOnlyList<EpisodeEvent> events)
    {
        if (events.Count == 0 || events[0] is not EpisodeStarted started)
        {
            return null;
        }

        string? closed = null;
        string? truncated = null;
        for (var index = events.Count - 1; index > 0; index--)
        {
            switch (events[index])
            {
                case EpisodeClosed { IsTruncation: true } cut:
                    truncated = cut.Reason;
                    break;
                case EpisodeClosed close:
                    closed = close.Reason;
                    break;
                case StepTaken step:
                    return truncated is null
                        ? new EpisodeHead(key, started, step.Index, step.CumulativeReward, step.Status, step.EndReason, closed)
                        : new EpisodeHead(key, started, step.Index, step.CumulativeReward, EpisodeStatus.Truncated, truncated, closed);
                default:
                    break;
            }
        }

        return new EpisodeHead(key, started, 0, 0, truncated is null ? EpisodeStatus.Running : EpisodeStatus.Truncated, truncated, closed);
    }
}

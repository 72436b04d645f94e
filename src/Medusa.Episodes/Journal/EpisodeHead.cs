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
    /// <summary>When the episode began: a fork, when it was forked.</summary>
    public DateTimeOffset CreatedAt { get; init; } = Started.WallTime;

    /// <summary>The episode it is a fork of; null for others.</summary>
    public EpisodeId? Parent { get; init; }

    /// <summary>Whether the journal's record is not what was written.</summary>
    public bool IsDamaged { get; init; }

    /// <summary><c>running</c>, <c>done</c>, <c>closed</c>, <c>expired</c> or <c>damaged</c>.</summary>
    public string StatusText => IsDamaged ? "damaged" : ClosedReason == EpisodeClosed.Expired ? "expired" : ClosedReason is not null ? "closed" : Status == EpisodeStatus.Running ? "running" : "done";

    /// <summary>The head of an episode's events; null where there is none.</summary>
    /// <param name="key">The episode.</param>
    /// <param name="events">Its events in order; those between the first and the last step may be left out.</param>
    public static EpisodeHead? Of(EpisodeKey key, IReadOnlyList<EpisodeEvent> events)
    {
        if (events.Count == 0 || events[0].Beginning is not { } started)
        {
            return null;
        }

        var fork = events[0] as EpisodeForked;
        var head = new EpisodeHead(key, started, fork?.At ?? 0, fork?.CumulativeReward ?? 0, fork?.Status ?? EpisodeStatus.Running, fork?.EndReason, null)
        {
            CreatedAt = events[0].WallTime,
            Parent = fork?.Parent,
        };
        string? truncated = null;
        for (var index = events.Count - 1; index > 0; index--)
        {
            switch (events[index])
            {
                case EpisodeClosed { IsTruncation: true } cut:
                    truncated = cut.Reason;
                    continue;
                case EpisodeClosed close:
                    head = head with { ClosedReason = close.Reason };
                    continue;
                case StepTaken step:
                    head = head with { Step = step.Index, CumulativeReward = step.CumulativeReward, Status = step.Status, EndReason = step.EndReason };
                    break;
                default:
                    continue;
            }

            break;
        }

        return truncated is null ? head : head with { Status = EpisodeStatus.Truncated, EndReason = truncated };
    }

    /// <summary>The head of an episode's stored events; null where not even the first can be read. A list goes on past damaged ones.</summary>
    /// <param name="key">The episode.</param>
    /// <param name="rows">Index, checksum and bytes of the first event and of the last ones, in order.</param>
    public static EpisodeHead? Of(EpisodeKey key, IReadOnlyList<(int Index, long Checksum, byte[] Bytes)> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var events = new List<EpisodeEvent>(rows.Count);
        try
        {
            foreach (var (index, checksum, bytes) in rows)
            {
                events.Add(EventRow.Read(index, bytes, checksum, withReply: false));
            }

            return Of(key, events);
        }
        catch (JournalDamageException)
        {
            return Of(key, events.Take(1).ToArray()) is { } begun ? begun with { IsDamaged = true } : null;
        }
    }
}

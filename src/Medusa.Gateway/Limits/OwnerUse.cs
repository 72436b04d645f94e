using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>What one owner uses in this process. Thread-safe.</summary>
/// <param name="clock">The time.</param>
internal sealed class OwnerUse(TimeProvider clock)
{
    private const int RetryAfterSeconds = 5;

    private readonly Lock gate = new();
    private readonly Dictionary<EpisodeId, long> running = [];
    private readonly StepBucket steps = new(clock);
    private int starting;
    private long rowsStarting;
    private long rows;

    /// <summary>What the owner may use, and the keys that said so.</summary>
    public Terms Terms { get; set; } = new(null, default);

    /// <summary>When what runs was last compared with the journal, as a timestamp of the clock.</summary>
    public long Compared { get; set; } = long.MinValue;

    /// <summary>The episodes that count as running.</summary>
    public HashSet<EpisodeId> Running
    {
        get
        {
            lock (gate)
            {
                return [.. running.Keys];
            }
        }
    }

    /// <summary>Takes steps' places, as many as there are.</summary>
    /// <param name="wanted">How many.</param>
    /// <param name="allowance">What the owner may use.</param>
    /// <param name="refusal">The refusal of the others; null where there are none.</param>
    public int TakeSteps(int wanted, in Allowance allowance, out Problem? refusal)
    {
        var taken = steps.Take(wanted, allowance.StepsPerSecond, allowance.StepsBurst, out var wait);
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        refusal = taken == wanted
            ? null
            : new Problem(ProblemCode.RateLimited, $"The key takes {allowance.StepsPerSecond} steps a second at most: send the step again in {seconds} s.")
            {
                RetryAfterSeconds = seconds,
                Extensions = Record.Of(("limit", LimitNames.Steps), ("allowed", allowance.StepsPerSecond), ("retry_after_s", seconds)),
            };
        return taken;
    }

    /// <summary>Keeps places for episodes that are being started, to be given back with <see cref="Started"/>.</summary>
    /// <param name="count">How many episodes.</param>
    /// <param name="rowsAsked">How many rows they ask for together.</param>
    /// <param name="replaces">The episode whose place the first one takes; null for none.</param>
    /// <param name="allowance">What the owner may use.</param>
    /// <returns>The limit that is in the way; null where the places are kept.</returns>
    public string? TryStart(int count, long rowsAsked, EpisodeId? replaces, in Allowance allowance)
    {
        lock (gate)
        {
            var given = replaces is { } former && running.TryGetValue(former, out var held) ? (Episodes: 1, Rows: held) : (0, 0);
            if (allowance.LiveEpisodes > 0 && running.Count - given.Episodes + (long)starting + count > allowance.LiveEpisodes)
            {
                return LimitNames.LiveEpisodes;
            }

            if (allowance.Rows > 0 && rows - given.Rows + rowsStarting + rowsAsked > allowance.Rows)
            {
                return LimitNames.Rows;
            }

            starting += count;
            rowsStarting += rowsAsked;
            return null;
        }
    }

    /// <summary>Gives places back that were kept for episodes that are started, or are not.</summary>
    /// <param name="count">How many episodes.</param>
    /// <param name="rowsAsked">How many rows they asked for together.</param>
    public void Started(int count, long rowsAsked)
    {
        lock (gate)
        {
            starting -= count;
            rowsStarting -= rowsAsked;
        }
    }

    /// <summary>Counts an episode that runs.</summary>
    /// <param name="episode">The episode.</param>
    /// <param name="rowsAsked">How many rows it asked for; 0 where that is not known.</param>
    public void Runs(EpisodeId episode, long rowsAsked)
    {
        lock (gate)
        {
            if (running.TryAdd(episode, rowsAsked))
            {
                rows += rowsAsked;
            }
        }
    }

    /// <summary>How many rows an episode asked for; 0 where that is not known.</summary>
    /// <param name="episode">The episode.</param>
    public long RowsOf(EpisodeId episode)
    {
        lock (gate)
        {
            return running.GetValueOrDefault(episode);
        }
    }

    /// <summary>Counts an episode no more, because it has ended.</summary>
    /// <param name="episode">The episode.</param>
    public void Ended(EpisodeId episode)
    {
        lock (gate)
        {
            if (running.Remove(episode, out var held))
            {
                rows -= held;
            }
        }
    }

    /// <summary>The refusal of what goes over a limit.</summary>
    /// <param name="limit">One of <see cref="LimitNames"/>.</param>
    /// <param name="allowance">What the owner may use.</param>
    public static Problem Refusal(string limit, in Allowance allowance)
    {
        var allowed = limit == LimitNames.Rows ? allowance.Rows : allowance.LiveEpisodes;
        var what = limit == LimitNames.Rows ? $"The key's running episodes may ask for {allowed} rows together" : $"The key may have {allowed} running episodes";
        return new Problem(ProblemCode.QuotaExceeded, $"{what}: close some, or let them end, and ask again.")
        {
            RetryAfterSeconds = RetryAfterSeconds,
            Extensions = Record.Of(("limit", limit), ("allowed", allowed), ("retry_after_s", RetryAfterSeconds)),
        };
    }
}

namespace Medusa.Episodes;

/// <summary>
/// One episode's place in memory: its key and, once it is loaded, its state. Whoever owns the place (a mailbox, an actor) lets one request at a time in; only that
/// request touches the episode.
/// </summary>
/// <param name="key">The episode's key.</param>
/// <param name="runtime">Where its requests are answered.</param>
public class EpisodeSlot(EpisodeKey key, EpisodeRuntime runtime)
{
    private Episode? held;
    private long rows;

    /// <summary>The episode's key.</summary>
    public EpisodeKey Key { get; } = key;

    /// <summary>Whether the episode is in memory.</summary>
    public bool IsLoaded => held is not null;

    /// <summary>Whether the episode is in memory and has ended: nothing but queries will come.</summary>
    public bool HasEnded => held is { Now.IsRunning: false };

    /// <summary>Whether the place is of no use in memory: it holds no episode, or a closed one.</summary>
    public bool IsIdle => held is null or { ClosedReason: not null };

    /// <summary>The episode; null while it is only in the journal.</summary>
    internal Episode? Episode
    {
        get => held;
        set
        {
            held = value;
            CountRows();
        }
    }

    /// <summary>What is observed of the step that runs; null where nobody asks.</summary>
    internal StepObservation? Observed { get; set; }

    /// <summary>Takes an episode that has just begun, so that its first request need not fold it from the journal.</summary>
    /// <param name="begun">The episode.</param>
    public void Take(BegunEpisode begun)
    {
        ArgumentNullException.ThrowIfNull(begun);
        Episode = begun.Episode;
    }

    /// <summary>Lets the episode go; the journal has it.</summary>
    public void Clear() => Episode = null;

    /// <summary>Tells the runtime how many rows the episode holds now.</summary>
    internal void CountRows()
    {
        var now = held?.OwnRows ?? 0;
        if (now != rows)
        {
            runtime.AddRows(now - rows);
            rows = now;
        }
    }
}

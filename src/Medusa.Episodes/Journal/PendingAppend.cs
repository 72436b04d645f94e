namespace Medusa.Episodes;

/// <summary>An append that waits for its commit. The answer is given by whoever commits it, once.</summary>
/// <param name="episode">The episode.</param>
/// <param name="expectedIndex">How many events the writer knows of.</param>
/// <param name="added">The event.</param>
public sealed class PendingAppend(EpisodeKey episode, int expectedIndex, EpisodeEvent added)
{
    private readonly TaskCompletionSource<AppendOutcome> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The episode.</summary>
    public EpisodeKey Episode { get; } = episode;

    /// <summary>The index that the event is to get.</summary>
    public int Index { get; } = expectedIndex;

    /// <summary>What the episode began from, where this is its first event; else null.</summary>
    public EpisodeStarted? Beginning { get; } = added?.Beginning;

    /// <summary>The episode's parent, where this begins a fork.</summary>
    public EpisodeId? Parent { get; } = (added as EpisodeForked)?.Parent;

    /// <summary>The event as a row: encoded by who asks, so that the writer only writes.</summary>
    public EventRow Row { get; } = EventRow.Of(added!);

    /// <summary>What became of it, filled in while the batch is written and told once it is committed.</summary>
    public AppendOutcome Outcome { get; set; }

    /// <summary>The answer to come.</summary>
    public Task<AppendOutcome> Answer => answer.Task;

    /// <summary>Tells <see cref="Outcome"/>.</summary>
    public void Complete() => answer.TrySetResult(Outcome);

    /// <summary>Tells that the outcome is unknown.</summary>
    /// <param name="reason">Why.</param>
    public void Fail(JournalException reason) => answer.TrySetException(reason);
}

using System.Runtime.CompilerServices;

namespace Medusa.Episodes.Tests;

/// <summary>The memory journal with faults injected: appends that fail before or after they were done, and reads that fail.</summary>
internal sealed class FailingJournal(IEpisodeJournal inner) : IEpisodeJournal
{
    private readonly IEpisodeJournal inner = inner;
    private int sound;

    public enum Fault
    {
        None,
        BeforeAppend,
        AfterAppend,
    }

    public Fault Next { get; set; }

    /// <summary>Lets some appends pass before one fails.</summary>
    /// <param name="appends">How many pass.</param>
    /// <param name="fault">How the one after them fails.</param>
    public void FailAfter(int appends, Fault fault = Fault.BeforeAppend)
    {
        Volatile.Write(ref sound, appends);
        Next = fault;
    }

    public bool ReadsFail { get; set; }

    public string Durability { get; init; } = inner.Durability;

    public bool IsShared { get; set; }

    public async ValueTask<AppendOutcome> AppendAsync(EpisodeKey episode, int expectedIndex, EpisodeEvent added, CancellationToken cancellation = default)
    {
        await Task.Yield();
        var fault = Interlocked.Decrement(ref sound) < 0 ? Next : Fault.None;
        if (fault != Fault.None)
        {
            Next = Fault.None;
        }

        if (fault == Fault.BeforeAppend)
        {
            throw new IOException("The connection was lost before the append.");
        }

        var outcome = await inner.AppendAsync(episode, expectedIndex, added, cancellation);
        return fault == Fault.AfterAppend ? throw new IOException("The connection was lost after the append.") : outcome;
    }

    public async ValueTask<IReadOnlyList<EpisodeEvent>> ReadAsync(EpisodeKey episode, bool withReplies = true, CancellationToken cancellation = default)
    {
        await Task.Yield();
        return ReadsFail ? throw new IOException("The journal cannot be read.") : await inner.ReadAsync(episode, withReplies, cancellation);
    }

    public ValueTask<int> CountAsync(EpisodeKey episode, CancellationToken cancellation = default) => inner.CountAsync(episode, cancellation);

    public ValueTask<int> LastMemberAsync(Owner owner, string root, CancellationToken cancellation = default) => inner.LastMemberAsync(owner, root, cancellation);

    public ValueTask<SessionAttachment> AttachSessionAsync(Owner owner, string session, CancellationToken cancellation = default) => inner.AttachSessionAsync(owner, session, cancellation);

    public ValueTask<SessionAttachment?> FindSessionAsync(Owner owner, string session, CancellationToken cancellation = default) => inner.FindSessionAsync(owner, session, cancellation);

    public ValueTask<IReadOnlyCollection<EpisodeKey>> FindOverdueAsync(DateTimeOffset now, CancellationToken cancellation = default) => inner.FindOverdueAsync(now, cancellation);

    public async ValueTask<StepTaken?> ReadStepAsync(EpisodeKey episode, int step, CancellationToken cancellation = default)
    {
        await Task.Yield();
        return ReadsFail ? throw new IOException("The journal cannot be read.") : await inner.ReadStepAsync(episode, step, cancellation);
    }

    public ValueTask<EpisodeKey?> FindRequestAsync(Owner owner, string requestId, CancellationToken cancellation = default) => inner.FindRequestAsync(owner, requestId, cancellation);

    public async IAsyncEnumerable<EpisodeHead> ListAsync(Owner owner, string? after, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var head in inner.ListAsync(owner, after, cancellation))
        {
            yield return head;
        }
    }

    public ValueTask<IReadOnlyList<EnvironmentUse>> CountUsesAsync(CancellationToken cancellation = default) => inner.CountUsesAsync(cancellation);

    public ValueTask<bool> HasExpiredAsync(EpisodeKey episode, CancellationToken cancellation = default) => inner.HasExpiredAsync(episode, cancellation);

    public ValueTask<IReadOnlyCollection<EpisodeKey>> ExpireAsync(DateTimeOffset endedBefore, DateTimeOffset abandonedBefore, CancellationToken cancellation = default) =>
        inner.ExpireAsync(endedBefore, abandonedBefore, cancellation);

    public ValueTask<IReadOnlyCollection<EpisodeKey>> RemoveAsync(Owner owner, IReadOnlyCollection<string> statuses, DateTimeOffset before, CancellationToken cancellation = default) =>
        ReadsFail ? throw new IOException("The journal cannot be read.") : inner.RemoveAsync(owner, statuses, before, cancellation);
}

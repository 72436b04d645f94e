using System.Collections.Concurrent;
using Medusa.Episodes;

namespace Medusa.Actors.Tests;

/// <summary>A journal that counts what is asked of it and can hold appends back, for one engine or shared by several.</summary>
internal sealed class ObservedJournal(IEpisodeJournal inner) : IEpisodeJournal
{
    private readonly ConcurrentQueue<TaskCompletionSource> held = new();
    private int appends;
    private int reads;

    /// <summary>Whether appends wait for <see cref="LetGo"/>.</summary>
    public bool Holds { get; set; }

    /// <summary>How many appends wait.</summary>
    public int Held => held.Count;

    /// <summary>How many appends were begun.</summary>
    public int Appends => Volatile.Read(ref appends);

    /// <summary>How many histories were read.</summary>
    public int Reads => Volatile.Read(ref reads);

    public string Durability => inner.Durability;

    public bool IsShared { get; init; }

    /// <summary>Lets the append go on that has waited longest.</summary>
    public void LetGo()
    {
        Assert.True(held.TryDequeue(out var append));
        append.SetResult();
    }

    public async ValueTask<AppendOutcome> AppendAsync(EpisodeKey episode, int expectedIndex, EpisodeEvent added, CancellationToken cancellation = default)
    {
        Interlocked.Increment(ref appends);
        if (Holds)
        {
            var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            held.Enqueue(gate);
            await gate.Task;
        }

        return await inner.AppendAsync(episode, expectedIndex, added, cancellation);
    }

    public ValueTask<IReadOnlyList<EpisodeEvent>> ReadAsync(EpisodeKey episode, bool withReplies = true, CancellationToken cancellation = default)
    {
        Interlocked.Increment(ref reads);
        return inner.ReadAsync(episode, withReplies, cancellation);
    }

    public ValueTask<int> CountAsync(EpisodeKey episode, CancellationToken cancellation = default) => inner.CountAsync(episode, cancellation);

    public ValueTask<StepTaken?> ReadStepAsync(EpisodeKey episode, int step, CancellationToken cancellation = default) => inner.ReadStepAsync(episode, step, cancellation);

    public ValueTask<EpisodeKey?> FindRequestAsync(Owner owner, string requestId, CancellationToken cancellation = default) => inner.FindRequestAsync(owner, requestId, cancellation);

    public ValueTask<int> LastMemberAsync(Owner owner, string root, CancellationToken cancellation = default) => inner.LastMemberAsync(owner, root, cancellation);

    public ValueTask<SessionAttachment> AttachSessionAsync(Owner owner, string session, CancellationToken cancellation = default) => inner.AttachSessionAsync(owner, session, cancellation);

    public ValueTask<SessionAttachment?> FindSessionAsync(Owner owner, string session, CancellationToken cancellation = default) => inner.FindSessionAsync(owner, session, cancellation);

    public IAsyncEnumerable<EpisodeHead> ListAsync(Owner owner, string? after, CancellationToken cancellation = default) => inner.ListAsync(owner, after, cancellation);

    public ValueTask<IReadOnlyList<EnvironmentUse>> CountUsesAsync(CancellationToken cancellation = default) => inner.CountUsesAsync(cancellation);

    public ValueTask<bool> HasExpiredAsync(EpisodeKey episode, CancellationToken cancellation = default) => inner.HasExpiredAsync(episode, cancellation);

    public ValueTask<IReadOnlyCollection<EpisodeKey>> FindOverdueAsync(DateTimeOffset now, CancellationToken cancellation = default) => inner.FindOverdueAsync(now, cancellation);

    public ValueTask<IReadOnlyCollection<EpisodeKey>> ExpireAsync(DateTimeOffset endedBefore, DateTimeOffset abandonedBefore, CancellationToken cancellation = default) =>
        inner.ExpireAsync(endedBefore, abandonedBefore, cancellation);

    public ValueTask<IReadOnlyCollection<EpisodeKey>> RemoveAsync(Owner owner, IReadOnlyCollection<string> statuses, DateTimeOffset before, CancellationToken cancellation = default) =>
        inner.RemoveAsync(owner, statuses, before, cancellation);
}

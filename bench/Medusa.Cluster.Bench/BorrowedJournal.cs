using Medusa.Episodes;

namespace Medusa.Cluster.Bench;

/// <summary>A memory journal that passes for one that several nodes share, as a cluster asks for. Only the node with the role <c>episodes</c> writes to it.</summary>
internal sealed class BorrowedJournal : IEpisodeJournal
{
    private readonly MemoryJournal journal = new(200_000);

    public string Durability => journal.Durability;

    public bool IsShared => true;

    public ValueTask<AppendOutcome> AppendAsync(EpisodeKey episode, int expectedIndex, EpisodeEvent added, CancellationToken cancellation = default) => journal.AppendAsync(episode, expectedIndex, added, cancellation);

    public ValueTask<IReadOnlyList<EpisodeEvent>> ReadAsync(EpisodeKey episode, bool withReplies = true, CancellationToken cancellation = default) => journal.ReadAsync(episode, withReplies, cancellation);

    public ValueTask<int> CountAsync(EpisodeKey episode, CancellationToken cancellation = default) => journal.CountAsync(episode, cancellation);

    public ValueTask<StepTaken?> ReadStepAsync(EpisodeKey episode, int step, CancellationToken cancellation = default) => journal.ReadStepAsync(episode, step, cancellation);

    public ValueTask<EpisodeKey?> FindRequestAsync(Owner owner, string requestId, CancellationToken cancellation = default) => journal.FindRequestAsync(owner, requestId, cancellation);

    public ValueTask<int> LastMemberAsync(Owner owner, string root, CancellationToken cancellation = default) => journal.LastMemberAsync(owner, root, cancellation);

    public ValueTask<SessionAttachment> AttachSessionAsync(Owner owner, string session, CancellationToken cancellation = default) => journal.AttachSessionAsync(owner, session, cancellation);

    public ValueTask<SessionAttachment?> FindSessionAsync(Owner owner, string session, CancellationToken cancellation = default) => journal.FindSessionAsync(owner, session, cancellation);

    public IAsyncEnumerable<EpisodeHead> ListAsync(Owner owner, string? after, CancellationToken cancellation = default) => journal.ListAsync(owner, after, cancellation);

    public ValueTask<bool> HasExpiredAsync(EpisodeKey episode, CancellationToken cancellation = default) => journal.HasExpiredAsync(episode, cancellation);

    public ValueTask<IReadOnlyCollection<EpisodeKey>> FindOverdueAsync(DateTimeOffset now, CancellationToken cancellation = default) => journal.FindOverdueAsync(now, cancellation);

    public ValueTask<IReadOnlyCollection<EpisodeKey>> ExpireAsync(DateTimeOffset endedBefore, DateTimeOffset abandonedBefore, CancellationToken cancellation = default) => journal.ExpireAsync(endedBefore, abandonedBefore, cancellation);

    public ValueTask<IReadOnlyCollection<EpisodeKey>> RemoveAsync(Owner owner, IReadOnlyCollection<string> statuses, DateTimeOffset before, CancellationToken cancellation = default) => journal.RemoveAsync(owner, statuses, before, cancellation);

    public ValueTask<IReadOnlyList<EnvironmentUse>> CountUsesAsync(CancellationToken cancellation = default) => journal.CountUsesAsync(cancellation);
}

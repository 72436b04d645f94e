using System.Runtime.CompilerServices;

namespace Medusa.Episodes;

/// <summary>
/// A durable journal with a memory journal beside it for the episodes that were started as <c>volatile</c>. An episode stays where its first event went.
/// </summary>
/// <param name="durable">Where episodes go that ask for nothing.</param>
/// <param name="memory">Where volatile ones go.</param>
public sealed class JournalByDurability(IEpisodeJournal durable, MemoryJournal memory) : IEpisodeJournal, IAsyncDisposable
{
    /// <inheritdoc/>
    public string Durability => durable.Durability;

    /// <inheritdoc/>
    public bool IsShared => durable.IsShared;

    /// <inheritdoc/>
    public string? WhyNotReady => durable.WhyNotReady;

    /// <summary>Volatile ones only where no other process could be asked for them.</summary>
    /// <param name="durability"><c>durable</c> or <c>volatile</c>.</param>
    public bool Offers(string durability) => durable.Offers(durability) || (!durable.IsShared && durability == memory.Durability);

    /// <inheritdoc/>
    public async ValueTask<AppendOutcome> AppendAsync(EpisodeKey episode, int expectedIndex, EpisodeEvent added, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(added);
        if (expectedIndex > 0 || added.Beginning is not { } beginning)
        {
            return await Of(episode).AppendAsync(episode, expectedIndex, added, cancellation).ConfigureAwait(false);
        }

        var isVolatile = beginning.Durability == memory.Durability;
        if (beginning.RequestId is { } id && await Other(isVolatile).FindRequestAsync(episode.Owner, id, cancellation).ConfigureAwait(false) is not null)
        {
            return AppendOutcome.RequestTaken;
        }

        if (isVolatile && await durable.CountAsync(episode, cancellation).ConfigureAwait(false) > 0)
        {
            return AppendOutcome.Conflict;
        }

        return memory.Holds(episode)
            ? AppendOutcome.Conflict
            : await (isVolatile ? memory : durable).AppendAsync(episode, expectedIndex, added, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<EpisodeEvent>> ReadAsync(EpisodeKey episode, bool withReplies = true, CancellationToken cancellation = default) =>
        Of(episode).ReadAsync(episode, withReplies, cancellation);

    /// <inheritdoc/>
    public ValueTask<int> CountAsync(EpisodeKey episode, CancellationToken cancellation = default) => Of(episode).CountAsync(episode, cancellation);

    /// <inheritdoc/>
    public ValueTask<StepTaken?> ReadStepAsync(EpisodeKey episode, int step, CancellationToken cancellation = default) =>
        Of(episode).ReadStepAsync(episode, step, cancellation);

    /// <inheritdoc/>
    public async ValueTask<EpisodeKey?> FindRequestAsync(Owner owner, string requestId, CancellationToken cancellation = default) =>
        await memory.FindRequestAsync(owner, requestId, cancellation).ConfigureAwait(false) ?? await durable.FindRequestAsync(owner, requestId, cancellation).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<int> LastMemberAsync(Owner owner, string root, CancellationToken cancellation = default) => Math.Max(
        await memory.LastMemberAsync(owner, root, cancellation).ConfigureAwait(false), await durable.LastMemberAsync(owner, root, cancellation).ConfigureAwait(false));

    /// <inheritdoc/>
    public ValueTask<SessionAttachment> AttachSessionAsync(Owner owner, string session, CancellationToken cancellation = default) =>
        durable.AttachSessionAsync(owner, session, cancellation);

    /// <inheritdoc/>
    public ValueTask<SessionAttachment?> FindSessionAsync(Owner owner, string session, CancellationToken cancellation = default) =>
        durable.FindSessionAsync(owner, session, cancellation);

    /// <inheritdoc/>
    public async IAsyncEnumerable<EpisodeHead> ListAsync(Owner owner, string? after, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var left = memory.ListAsync(owner, after, cancellation).GetAsyncEnumerator(cancellation);
        var right = durable.ListAsync(owner, after, cancellation).GetAsyncEnumerator(cancellation);
        await using (left.ConfigureAwait(false))
        await using (right.ConfigureAwait(false))
        {
            var hasLeft = await left.MoveNextAsync().ConfigureAwait(false);
            var hasRight = await right.MoveNextAsync().ConfigureAwait(false);
            while (hasLeft || hasRight)
            {
                if (!hasRight || (hasLeft && string.CompareOrdinal(left.Current.Key.Id.Value, right.Current.Key.Id.Value) < 0))
                {
                    yield return left.Current;
                    hasLeft = await left.MoveNextAsync().ConfigureAwait(false);
                }
                else
                {
                    yield return right.Current;
                    hasRight = await right.MoveNextAsync().ConfigureAwait(false);
                }
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<EnvironmentUse>> CountUsesAsync(CancellationToken cancellation = default) => EnvironmentUse.Sum(
        [.. await memory.CountUsesAsync(cancellation).ConfigureAwait(false), .. await durable.CountUsesAsync(cancellation).ConfigureAwait(false)]);

    /// <inheritdoc/>
    public async ValueTask<bool> HasExpiredAsync(EpisodeKey episode, CancellationToken cancellation = default) =>
        await memory.HasExpiredAsync(episode, cancellation).ConfigureAwait(false) || await durable.HasExpiredAsync(episode, cancellation).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyCollection<EpisodeKey>> FindOverdueAsync(DateTimeOffset now, CancellationToken cancellation = default) =>
    [
        .. await memory.FindOverdueAsync(now, cancellation).ConfigureAwait(false),
        .. await durable.FindOverdueAsync(now, cancellation).ConfigureAwait(false),
    ];

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyCollection<EpisodeKey>> ExpireAsync(DateTimeOffset endedBefore, DateTimeOffset abandonedBefore, CancellationToken cancellation = default) =>
    [
        .. await memory.ExpireAsync(endedBefore, abandonedBefore, cancellation).ConfigureAwait(false),
        .. await durable.ExpireAsync(endedBefore, abandonedBefore, cancellation).ConfigureAwait(false),
    ];

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyCollection<EpisodeKey>> RemoveAsync(
        Owner owner, IReadOnlyCollection<string> statuses, DateTimeOffset before, CancellationToken cancellation = default) =>
    [
        .. await memory.RemoveAsync(owner, statuses, before, cancellation).ConfigureAwait(false),
        .. await durable.RemoveAsync(owner, statuses, before, cancellation).ConfigureAwait(false),
    ];

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => durable is IAsyncDisposable disposable ? disposable.DisposeAsync() : default;

    private IEpisodeJournal Of(EpisodeKey episode) => memory.Holds(episode) ? memory : durable;

    private IEpisodeJournal Other(bool isVolatile) => isVolatile ? durable : memory;
}

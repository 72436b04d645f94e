using Medusa.Episodes;
using Npgsql;

namespace Medusa.Journals.PostgreSql;

/// <summary>
/// A journal in a PostgreSQL database, which several processes may share: the primary key (episode, index) lets one of two writers win, whoever believes to own the
/// episode.
/// </summary>
public sealed class PostgresJournal : IEpisodeJournal, IAsyncDisposable
{
    private const int MostOverdue = 4_096;

    private readonly NpgsqlDataSource source;
    private readonly NpgsqlDataSource writing;
    private readonly PostgresReads reads;
    private readonly PostgresWriter writer;

    private PostgresJournal(NpgsqlDataSource source, NpgsqlDataSource writing, PostgresJournalOptions options)
    {
        (this.source, this.writing) = (source, writing);
        IsShared = options.Shared;
        reads = new PostgresReads(source);
        writer = new PostgresWriter(writing, options.Writers, options.MaxBatch, this);
    }

    /// <inheritdoc/>
    public string Durability => "durable";

    /// <inheritdoc/>
    public bool IsShared { get; }

    /// <inheritdoc/>
    public string? WhyNotReady => writer.Fault;

    /// <summary>Opens the journal, made or migrated where need be and allowed. Waits for a database that does not answer yet.</summary>
    /// <param name="options">Where and how; validated by the caller.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="JournalStartException">The database cannot be used as it is; the message says why.</exception>
    public static async Task<PostgresJournal> OpenAsync(PostgresJournalOptions options, TimeProvider time, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        var source = PostgresStart.Source(options);
        var writing = PostgresStart.Source(options, forWriting: true);
        try
        {
            await PostgresStart.UseAsync(source, options, options.CreateSchema ? PostgresSchema.MigrateAsync : PostgresSchema.RequireAsync, time, cancellation).ConfigureAwait(false);
            return new PostgresJournal(source, writing, options);
        }
        catch
        {
            await source.DisposeAsync().ConfigureAwait(false);
            await writing.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<AppendOutcome> AppendAsync(EpisodeKey episode, int expectedIndex, EpisodeEvent added, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(added);
        return writer.AppendAsync(new PendingAppend(episode, expectedIndex, added), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<EpisodeEvent>> ReadAsync(EpisodeKey episode, bool withReplies = true, CancellationToken cancellation = default) =>
        reads.EventsAsync(episode, withReplies, cancellation);

    /// <inheritdoc/>
    public ValueTask<int> CountAsync(EpisodeKey episode, CancellationToken cancellation = default) => reads.CountAsync(episode, cancellation);

    /// <inheritdoc/>
    public ValueTask<StepTaken?> ReadStepAsync(EpisodeKey episode, int step, CancellationToken cancellation = default) => reads.StepAsync(episode, step, cancellation);

    /// <inheritdoc/>
    public ValueTask<EpisodeKey?> FindRequestAsync(Owner owner, string requestId, CancellationToken cancellation = default) => reads.RequestAsync(owner, requestId, cancellation);

    /// <inheritdoc/>
    public ValueTask<int> LastMemberAsync(Owner owner, string root, CancellationToken cancellation = default) => reads.LastMemberAsync(owner, root, cancellation);

    /// <inheritdoc/>
    public ValueTask<SessionAttachment> AttachSessionAsync(Owner owner, string session, CancellationToken cancellation = default) => reads.AttachAsync(owner, session, cancellation);

    /// <inheritdoc/>
    public ValueTask<SessionAttachment?> FindSessionAsync(Owner owner, string session, CancellationToken cancellation = default) => reads.SessionAsync(owner, session, cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<EpisodeHead> ListAsync(Owner owner, string? after, CancellationToken cancellation = default) =>
        EpisodeHeadPage.ReadAllAsync(from => reads.HeadsAsync(owner, from, cancellation), after, cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<EnvironmentUse>> CountUsesAsync(CancellationToken cancellation = default) => reads.UsesAsync(cancellation);

    /// <inheritdoc/>
    public ValueTask<bool> HasExpiredAsync(EpisodeKey episode, CancellationToken cancellation = default) => reads.HasTombstoneAsync(episode, cancellation);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyCollection<EpisodeKey>> FindOverdueAsync(DateTimeOffset now, CancellationToken cancellation = default) =>
        await reads.OverdueAsync(now, MostOverdue, cancellation).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyCollection<EpisodeKey>> ExpireAsync(DateTimeOffset endedBefore, DateTimeOffset abandonedBefore, CancellationToken cancellation = default) =>
        await PostgresRetention.RemoveAsync(reads, endedBefore, abandonedBefore, cancellation).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyCollection<EpisodeKey>> RemoveAsync(
        Owner owner, IReadOnlyCollection<string> statuses, DateTimeOffset before, CancellationToken cancellation = default) =>
        await PostgresRetention.RemoveAsync(reads, owner, statuses, before, cancellation).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync().ConfigureAwait(false);
        await writing.DisposeAsync().ConfigureAwait(false);
        await source.DisposeAsync().ConfigureAwait(false);
    }
}

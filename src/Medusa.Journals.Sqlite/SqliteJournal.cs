using System.Collections.Concurrent;
using Medusa.Episodes;
using Microsoft.Data.Sqlite;

namespace Medusa.Journals.Sqlite;

/// <summary>
/// A journal in one SQLite file: WAL, <c>synchronous=FULL</c>, one transaction for all events that arrive while the one before commits. One process at a time: a lock
/// file beside the database sees to that.
/// </summary>
public sealed class SqliteJournal : IEpisodeJournal, IAsyncDisposable
{
    private const int MostOverdue = 4_096;

    private readonly ConcurrentBag<SqliteReader> readers = [];
    private readonly FileStream ownership;
    private readonly SqliteWriter writer;
    private readonly TimeProvider time;
    private readonly string connectionString;
    private volatile bool isDisposed;

    private SqliteJournal(SqliteJournalOptions options, string file, FileStream ownership, TimeProvider time)
    {
        (this.ownership, this.time) = (ownership, time);
        connectionString = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 5 }.ToString();
        using (var connection = Open())
        {
            SqliteSchema.Migrate(connection);
        }

        writer = new SqliteWriter(() => OpenWriter(options.CheckpointPages), options.MaxBatch, time, this);
    }

    /// <inheritdoc/>
    public string Durability => "durable";

    /// <inheritdoc/>
    public string? WhyNotReady => writer.Fault;

    /// <summary>Opens the journal, made or migrated where need be.</summary>
    /// <param name="options">Where and how; validated by the caller.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="JournalStartException">The file cannot be used as it is; the message says why.</exception>
    public static SqliteJournal Open(SqliteJournalOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        SqliteLibrary.Start();
        var file = Path.GetFullPath(options.Path);
        FileStream? ownership = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            ownership = new FileStream($"{file}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new SqliteJournal(options, file, ownership, time);
        }
        catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException)
        {
            var why = ownership is null && error is IOException and not DirectoryNotFoundException ? $"another process uses it, or it cannot be written ({error.Message})" : error.Message;
            ownership?.Dispose();
            throw new JournalStartException($"Cannot open the journal '{options.Path}': {why.TrimEnd('.')}. Medusa:Journal:Path names another file; Medusa:Journal:Kind=memory keeps nothing.", error);
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
        ValueTask.FromResult(Read(reader => reader.Events(episode, withReplies)));

    /// <inheritdoc/>
    public ValueTask<int> CountAsync(EpisodeKey episode, CancellationToken cancellation = default) => ValueTask.FromResult(Read(reader => reader.Count(episode)));

    /// <inheritdoc/>
    public ValueTask<StepTaken?> ReadStepAsync(EpisodeKey episode, int step, CancellationToken cancellation = default) =>
        ValueTask.FromResult(Read(reader => reader.Step(episode, step)));

    /// <inheritdoc/>
    public ValueTask<EpisodeKey?> FindRequestAsync(Owner owner, string requestId, CancellationToken cancellation = default) =>
        ValueTask.FromResult(Read(reader => reader.Request(owner, requestId)));

    /// <inheritdoc/>
    public ValueTask<int> LastMemberAsync(Owner owner, string root, CancellationToken cancellation = default) =>
        ValueTask.FromResult(Read(reader => reader.LastMember(owner, root)));

    /// <inheritdoc/>
    public async ValueTask<SessionAttachment> AttachSessionAsync(Owner owner, string session, CancellationToken cancellation = default) => await writer.RunAsync(
        connection =>
        {
            using var attach = new SqliteStatement(
                connection,
                "INSERT INTO sessions (owner, session, generation) VALUES (?1, ?2, 1) ON CONFLICT (owner, session) DO UPDATE SET generation = generation + 1 RETURNING generation, episode");
            using var row = attach.Text(1, owner.Value).Text(2, session).Query();
            row.Read();
            return SqliteReader.AttachmentOf(row);
        },
        cancellation).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<SessionAttachment?> FindSessionAsync(Owner owner, string session, CancellationToken cancellation = default) =>
        ValueTask.FromResult(Read(reader => reader.Session(owner, session)));

    /// <inheritdoc/>
    public IAsyncEnumerable<EpisodeHead> ListAsync(Owner owner, string? after, CancellationToken cancellation = default) =>
        EpisodeHeadPage.ReadAllAsync(from => ValueTask.FromResult(Read(reader => reader.Heads(owner, from))), after, cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<EnvironmentUse>> CountUsesAsync(CancellationToken cancellation = default) => ValueTask.FromResult(Read(reader => reader.Uses()));

    /// <inheritdoc/>
    public ValueTask<bool> HasExpiredAsync(EpisodeKey episode, CancellationToken cancellation = default) => ValueTask.FromResult(Read(reader => reader.HasTombstone(episode)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyCollection<EpisodeKey>> FindOverdueAsync(DateTimeOffset now, CancellationToken cancellation = default) =>
        ValueTask.FromResult<IReadOnlyCollection<EpisodeKey>>(Read(reader => reader.Overdue(now, MostOverdue)));

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyCollection<EpisodeKey>> ExpireAsync(DateTimeOffset endedBefore, DateTimeOffset abandonedBefore, CancellationToken cancellation = default) =>
        await writer.RunAsync(connection => SqliteRetention.Remove(connection, endedBefore, abandonedBefore, time.GetUtcNow()), cancellation).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyCollection<EpisodeKey>> RemoveAsync(
        Owner owner, IReadOnlyCollection<string> statuses, DateTimeOffset before, CancellationToken cancellation = default) =>
        await writer.RunAsync(connection => SqliteRetention.Remove(connection, owner.Value, statuses, before, time.GetUtcNow()), cancellation).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        await writer.DisposeAsync().ConfigureAwait(false);
        while (readers.TryTake(out var reader))
        {
            reader.Dispose();
        }

        await ownership.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Reads on the caller's thread. After an error the reader is thrown away: its connection may have seen too much.</summary>
    private T Read<T>(Func<SqliteReader, T> read)
    {
        SqliteReader? reader = null;
        try
        {
            reader = readers.TryTake(out var kept) ? kept : new SqliteReader(OpenReader());
            var result = read(reader);
            Keep(reader);
            return result;
        }
        catch (JournalDamageException)
        {
            Keep(reader!);
            throw;
        }
        catch (SqliteException error)
        {
            reader?.Dispose();
            throw new JournalException($"The journal cannot be read: {error.Message}", error);
        }
    }

    private void Keep(SqliteReader reader)
    {
        readers.Add(reader);
        if (isDisposed && readers.TryTake(out var late))
        {
            late.Dispose();
        }
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        return connection;
    }

    private SqliteConnection OpenWriter(int checkpointPages)
    {
        var connection = Open();
        // Every insert of an event looks its episode up itself.
        SqliteSchema.Execute(connection, $"PRAGMA foreign_keys = OFF; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = {checkpointPages}; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;");
        return connection;
    }

    private SqliteConnection OpenReader()
    {
        var connection = Open();
        SqliteSchema.Execute(connection, "PRAGMA query_only = ON; PRAGMA cache_size = -8192;");
        return connection;
    }
}

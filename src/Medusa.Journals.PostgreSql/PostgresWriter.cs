using Medusa.Episodes;
using Npgsql;

namespace Medusa.Journals.PostgreSql;

/// <summary>
/// Connections that commit side by side: each gathers what has arrived while it committed. A lost connection is opened again; while the database does not answer,
/// a writer tries once a second.
/// </summary>
internal sealed class PostgresWriter : IAsyncDisposable
{
    private const int MaxAttempts = 4;
    private static readonly TimeSpan ProbePeriod = TimeSpan.FromSeconds(1);

    private readonly AppendQueue queue = new();
    private readonly NpgsqlDataSource source;
    private readonly int maxBatch;
    private readonly JournalMetrics metrics;
    private readonly Task[] loops;
    private volatile string? fault;

    /// <param name="source">Where connections come from.</param>
    /// <param name="writers">How many commit side by side.</param>
    /// <param name="maxBatch">How many events may share a transaction.</param>
    /// <param name="journal">Whose writer it is.</param>
    public PostgresWriter(NpgsqlDataSource source, int writers, int maxBatch, IEpisodeJournal journal)
    {
        (this.source, this.maxBatch) = (source, maxBatch);
        metrics = new JournalMetrics(MedusaTelemetry.PostgreSqlMeter, journal, () => queue.Count, () => fault is null, maxBatch);
        loops = [.. Enumerable.Range(0, writers).Select(_ => Task.Run(LoopAsync))];
    }

    /// <summary>What the latest commit or look failed with; null where it did not.</summary>
    public string? Fault => fault;

    /// <summary>Adds an append to the next batch.</summary>
    public ValueTask<AppendOutcome> AppendAsync(PendingAppend append, CancellationToken cancellation) => queue.AddAsync(append, cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        queue.Close();
        metrics.Dispose();
        await Task.WhenAll(loops).ConfigureAwait(false);
        queue.FailAll();
        queue.Dispose();
    }

    private async Task LoopAsync()
    {
        var link = new PostgresLink(source);
        var batch = new List<PendingAppend>(maxBatch);
        var later = new List<PendingAppend>();
        while (!queue.IsClosed || queue.Count > 0 || later.Count > 0)
        {
            if (later.Count == 0)
            {
                await queue.WaitAsync(ProbePeriod).ConfigureAwait(false);
            }

            batch.Clear();
            batch.AddRange(later);
            later.Clear();
            queue.Take(batch, maxBatch);
            Part(batch, later);
            // Each that begins in a session has a transaction of its own: what is tried again must not have been committed in part.
            var ofSessions = batch.FindAll(static append => append.Beginning?.Session is not null);
            batch.RemoveAll(static append => append.Beginning?.Session is not null);
            if (batch.Count > 0)
            {
                await CommitAsync(link, batch).ConfigureAwait(false);
            }
            else if (ofSessions.Count == 0)
            {
                await ProbeAsync(link).ConfigureAwait(false);
            }

            await CommitSinglyAsync(link, ofSessions).ConfigureAwait(false);
        }

        queue.Signal();
        await link.CloseAsync().ConfigureAwait(false);
    }

    /// <summary>Two events of one episode never share a statement: the second could not see the first.</summary>
    private static void Part(List<PendingAppend> batch, List<PendingAppend> later)
    {
        var seen = new HashSet<EpisodeKey>(batch.Count);
        batch.RemoveAll(append =>
        {
            var isSecond = !seen.Add(append.Episode);
            if (isSecond)
            {
                later.Add(append);
            }

            return isSecond;
        });
    }

    private async ValueTask CommitAsync(PostgresLink link, List<PendingAppend> batch)
    {
        for (var attempt = 1; ; attempt++)
        {
            var start = metrics.Begin();
            try
            {
                await (await link.OpenAsync().ConfigureAwait(false)).WriteAsync(batch).ConfigureAwait(false);
                fault = null;
                metrics.Committed(start, batch.Count);
                batch.ForEach(static append => append.Complete());
                return;
            }
            catch (PostgresException clash) when (clash.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure && attempt < MaxAttempts)
            {
                // Rolled back for certain, so that the whole batch may be tried again.
                metrics.Retried();
            }
            catch (PostgresException refused) when (batch.Count > 1 && IsOfOneRow(refused))
            {
                metrics.Retried();
                await CommitSinglyAsync(link, batch).ConfigureAwait(false);
                return;
            }
            catch (Exception error)
            {
                var reason = await FailedAsync(link, error).ConfigureAwait(false);
                batch.ForEach(append => append.Fail(reason));
                return;
            }
        }
    }

    /// <summary>Each alone: after an error that one of the rows may have caused, so that only that one fails.</summary>
    private async ValueTask CommitSinglyAsync(PostgresLink link, List<PendingAppend> batch)
    {
        foreach (var append in batch)
        {
            await CommitAsync(link, [append]).ConfigureAwait(false);
        }
    }

    private async ValueTask ProbeAsync(PostgresLink link)
    {
        try
        {
            await link.AskAsync().ConfigureAwait(false);
            fault = null;
        }
        catch (Exception error)
        {
            await FailedAsync(link, error).ConfigureAwait(false);
        }
    }

    private async ValueTask<JournalException> FailedAsync(PostgresLink link, Exception error)
    {
        await link.CloseAsync().ConfigureAwait(false);
        metrics.Failed(error is PostgresException { SqlState: var state } ? state : error.GetType().Name);
        fault = $"The journal cannot be written: {error.Message.ReplaceLineEndings(" ")}";
        return new JournalException(fault, error);
    }

    /// <summary>Data and constraint errors (classes 22 and 23): the statement was refused because of what a row holds.</summary>
    private static bool IsOfOneRow(PostgresException error) => error.SqlState.StartsWith("22", StringComparison.Ordinal) || error.SqlState.StartsWith("23", StringComparison.Ordinal);
}

using System.Collections.Concurrent;
using System.Globalization;
using Medusa.Episodes;
using Microsoft.Data.Sqlite;

namespace Medusa.Journals.Sqlite;

/// <summary>
/// The one thread that writes: it gathers what has arrived since its last commit into one transaction, and answers after the commit. While it fails, it tries by
/// itself once a second whether writing works again.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private static readonly TimeSpan ProbePeriod = TimeSpan.FromSeconds(1);

    private readonly AppendQueue queue = new();
    private readonly ConcurrentQueue<IWork> work = new();
    private readonly List<PendingAppend> batch;
    private readonly JournalMetrics metrics;
    private readonly Func<SqliteConnection> open;
    private readonly int maxBatch;
    private readonly TimeProvider time;
    private readonly TaskCompletionSource finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SqliteConnection? connection;
    private SqliteAppends? appends;
    private SqliteStatement? begin;
    private SqliteStatement? commit;
    private volatile string? fault;

    /// <param name="open">Opens a connection that may write.</param>
    /// <param name="maxBatch">How many events may share a transaction.</param>
    /// <param name="time">The clock.</param>
    /// <param name="journal">Whose writer it is.</param>
    public SqliteWriter(Func<SqliteConnection> open, int maxBatch, TimeProvider time, IEpisodeJournal journal)
    {
        (this.open, this.maxBatch, this.time) = (open, maxBatch, time);
        batch = new List<PendingAppend>(maxBatch);
        metrics = new JournalMetrics(MedusaTelemetry.SqliteMeter, journal, () => queue.Count, () => fault is null, maxBatch);
        new Thread(Loop) { IsBackground = true, Name = "medusa-journal" }.Start();
    }

    /// <summary>What the latest write failed with; null where it did not.</summary>
    public string? Fault => fault;

    /// <summary>Adds an append to the next transaction.</summary>
    public ValueTask<AppendOutcome> AppendAsync(PendingAppend append, CancellationToken cancellation) => queue.AddAsync(append, cancellation);

    /// <summary>Runs something else in a transaction of its own.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="run">What to run.</param>
    /// <param name="cancellation">Stops waiting; it is done all the same.</param>
    public async ValueTask<T> RunAsync<T>(Func<SqliteConnection, T> run, CancellationToken cancellation)
    {
        var added = new Work<T>(run);
        work.Enqueue(added);
        queue.Signal();
        if (queue.IsClosed)
        {
            added.Fail(new JournalException("The journal is closed."));
        }

        return await added.Result.WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        queue.Close();
        metrics.Dispose();
        await finished.Task.ConfigureAwait(false);
        queue.Dispose();
    }

    private void Loop()
    {
        while (!queue.IsClosed || queue.Count > 0)
        {
            queue.Wait(ProbePeriod);
            batch.Clear();
            queue.Take(batch, maxBatch);
            if (batch.Count > 0)
            {
                WriteBatch();
            }

            while (work.TryDequeue(out var next))
            {
                Attempt(() => InTransaction(next.Run), next.Complete, next.Fail);
            }

            if (fault is not null && batch.Count == 0)
            {
                Attempt(Probe, static () => { }, static _ => { });
            }
        }

        queue.FailAll();
        Close();
        finished.SetResult();
    }

    private void WriteBatch()
    {
        var start = metrics.Begin();
        try
        {
            InTransaction(_ =>
            {
                foreach (var append in batch)
                {
                    append.Outcome = appends!.Write(append);
                }
            });
        }
        catch (Exception error) when (IsOfOneRow(error) && batch.Count > 1)
        {
            WriteSingly();
            return;
        }
        catch (Exception error)
        {
            var reason = Failed(error);
            batch.ForEach(append => append.Fail(reason));
            return;
        }

        fault = null;
        metrics.Committed(start, batch.Count);
        batch.ForEach(static append => append.Complete());
    }

    /// <summary>After an error that one of the rows may have caused: each alone, so that only that one fails.</summary>
    private void WriteSingly()
    {
        Close();
        metrics.Retried();
        foreach (var append in batch)
        {
            Attempt(() => InTransaction(_ => append.Outcome = appends!.Write(append)), append.Complete, append.Fail);
        }
    }

    private void Probe() => InTransaction(opened => SqliteSchema.Execute(opened, $"INSERT OR REPLACE INTO health (id, checked_at) VALUES (1, '{JournalTime.Text(time.GetUtcNow())}')"));

    private void Attempt(Action act, Action done, Action<JournalException> failed)
    {
        try
        {
            act();
        }
        catch (Exception error)
        {
            failed(Failed(error));
            return;
        }

        fault = null;
        done();
    }

    private void InTransaction(Action<SqliteConnection> act)
    {
        if (connection is null)
        {
            connection = open();
            appends = new SqliteAppends(connection);
            begin = new SqliteStatement(connection, "BEGIN IMMEDIATE");
            commit = new SqliteStatement(connection, "COMMIT");
        }

        begin!.Run();
        try
        {
            act(connection);
            commit!.Run();
        }
        catch
        {
            RollBack(connection);
            throw;
        }
    }

    /// <summary>The connection is opened anew after an error: what it holds may be as broken as what it wrote.</summary>
    private JournalException Failed(Exception error)
    {
        Close();
        metrics.Failed(error is SqliteException { SqliteErrorCode: var code } ? code.ToString(CultureInfo.InvariantCulture) : error.GetType().Name);
        fault = $"The journal cannot be written: {error.Message}";
        return new JournalException(fault, error);
    }

    private static void RollBack(SqliteConnection connection)
    {
        try
        {
            SqliteSchema.Execute(connection, "ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has rolled back already.
        }
    }

    private void Close()
    {
        appends?.Dispose();
        begin?.Dispose();
        commit?.Dispose();
        connection?.Dispose();
        (appends, begin, commit, connection) = (null, null, null, null);
    }

    /// <summary>Not where the disk, the file or its lock is at fault, which every other row would meet too.</summary>
    private static bool IsOfOneRow(Exception error) => error is not SqliteException { SqliteErrorCode: 5 or 6 or 8 or 10 or 13 or 14 or 26 };

    private interface IWork
    {
        void Run(SqliteConnection connection);

        void Complete();

        void Fail(JournalException reason);
    }

    private sealed class Work<T>(Func<SqliteConnection, T> run) : IWork
    {
        private readonly TaskCompletionSource<T> result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T value = default!;

        public Task<T> Result => result.Task;

        public void Run(SqliteConnection connection) => value = run(connection);

        public void Complete() => result.TrySetResult(value);

        public void Fail(JournalException reason) => result.TrySetException(reason);
    }
}

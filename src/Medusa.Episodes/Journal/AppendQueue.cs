using System.Collections.Concurrent;

namespace Medusa.Episodes;

/// <summary>
/// Appends of many episodes on their way into shared transactions: while one commits, the next ones gather. Any number of callers add; writers take batches.
/// </summary>
public sealed class AppendQueue : IDisposable
{
    private readonly ConcurrentQueue<PendingAppend> waiting = new();
    private readonly SemaphoreSlim arrivals = new(0);
    private int isSignalled;
    private volatile bool isClosed;

    /// <summary>How many appends wait.</summary>
    public int Count => waiting.Count;

    /// <summary>Whether nothing is taken any more.</summary>
    public bool IsClosed => isClosed;

    /// <summary>Adds an append.</summary>
    /// <param name="append">The append.</param>
    /// <param name="cancellation">Stops waiting for the answer; the append goes on.</param>
    public ValueTask<AppendOutcome> AddAsync(PendingAppend append, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(append);
        waiting.Enqueue(append);
        Signal();
        if (isClosed)
        {
            FailAll();
        }

        return new ValueTask<AppendOutcome>(cancellation.CanBeCanceled ? append.Answer.WaitAsync(cancellation) : append.Answer);
    }

    /// <summary>Wakes a writer that waits.</summary>
    public void Signal()
    {
        if (Interlocked.Exchange(ref isSignalled, 1) == 0)
        {
            arrivals.Release();
        }
    }

    /// <summary>Waits until something may have arrived, on the writer's own thread.</summary>
    /// <param name="longest">The longest wait.</param>
    public void Wait(TimeSpan longest)
    {
        arrivals.Wait(longest);
        Volatile.Write(ref isSignalled, 0);
    }

    /// <summary>Waits until something may have arrived.</summary>
    /// <param name="longest">The longest wait.</param>
    public async ValueTask WaitAsync(TimeSpan longest)
    {
        await arrivals.WaitAsync(longest).ConfigureAwait(false);
        Volatile.Write(ref isSignalled, 0);
    }

    /// <summary>Moves what waits into a batch.</summary>
    /// <param name="batch">Gets the appends, in the order of their arrival.</param>
    /// <param name="most">How many it may hold.</param>
    public void Take(List<PendingAppend> batch, int most)
    {
        ArgumentNullException.ThrowIfNull(batch);
        while (batch.Count < most && waiting.TryDequeue(out var append))
        {
            batch.Add(append);
        }

        if (!waiting.IsEmpty)
        {
            Signal();
        }
    }

    /// <summary>Takes nothing any more; what comes later fails.</summary>
    public void Close()
    {
        isClosed = true;
        Signal();
    }

    /// <summary>Fails what still waits.</summary>
    public void FailAll()
    {
        while (waiting.TryDequeue(out var stranded))
        {
            stranded.Fail(new JournalException("The journal is closed."));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => arrivals.Dispose();
}

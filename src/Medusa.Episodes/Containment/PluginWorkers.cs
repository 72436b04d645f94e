using System.Collections.Concurrent;

namespace Medusa.Episodes;

/// <summary>
/// Medusa's own threads, on which all plugin code of episodes runs: one hop a request, none a call. A watchdog looks at what each of them runs; what is over its
/// budget fails at once, its thread is given up and replaced. A thread that comes back after all ends.
/// </summary>
internal sealed class PluginWorkers : IDisposable
{
    private static readonly TimeSpan LongestRound = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan ShortestRound = TimeSpan.FromMilliseconds(10);

    private readonly ConcurrentQueue<PluginWork> queue = new();
    private readonly SemaphoreSlim available = new(0);
    private readonly Lock gate = new();
    private readonly List<PluginWorker> workers = [];
    private readonly TimeProvider time;
    private readonly int maxLost;
    private readonly ITimer watchdog;
    private int lost;
    private int started;
    private volatile bool isStopped;

    /// <param name="count">How many workers.</param>
    /// <param name="maxLost">How many given-up threads there may be at once.</param>
    /// <param name="shortestBudget">The shortest budget that work is given, which sets how often the watchdog looks.</param>
    /// <param name="time">The clock.</param>
    public PluginWorkers(int count, int maxLost, TimeSpan shortestBudget, TimeProvider time)
    {
        (this.maxLost, this.time) = (maxLost, time);
        for (var worker = 0; worker < count; worker++)
        {
            Start();
        }

        var round = TimeSpan.FromTicks(Math.Clamp(shortestBudget.Ticks / 4, ShortestRound.Ticks, LongestRound.Ticks));
        watchdog = time.CreateTimer(static workers => ((PluginWorkers)workers!).Watch(), this, round, round);
    }

    /// <summary>Threads that were given up and have not come back.</summary>
    public int Lost => Volatile.Read(ref lost);

    /// <summary>How much work waits for a worker.</summary>
    public int Waiting => queue.Count;

    /// <summary>Whether any worker is left.</summary>
    public bool IsExhausted
    {
        get
        {
            lock (gate)
            {
                return workers.Count == 0;
            }
        }
    }

    internal long Now => time.GetTimestamp();

    /// <summary>Runs plugin code on a worker.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="budget">How long it may take once it runs.</param>
    /// <param name="call">The code; see <see cref="PluginCall{T}"/>.</param>
    /// <exception cref="PluginOverrunException">It took longer.</exception>
    /// <exception cref="WorkersLostException">No worker is left.</exception>
    public ValueTask<T> RunAsync<T>(TimeSpan budget, Func<CancellationToken, T> call)
    {
        var work = new PluginCall<T>(call, budget);
        Add(work);
        return work.Result;
    }

    /// <summary>Runs many short calls with one hop.</summary>
    /// <typeparam name="T">What a call gives.</typeparam>
    /// <param name="count">How many calls.</param>
    /// <param name="budget">How long a call may take once it runs.</param>
    /// <param name="call">One call; see <see cref="PluginBatch{T}"/>.</param>
    /// <param name="finished">Gets each call's number, its result, and what it threw; never on a worker.</param>
    public Task RunManyAsync<T>(int count, Func<int, TimeSpan> budget, Func<int, CancellationToken, T> call, Action<int, T, Exception?> finished)
    {
        var results = new PluginBatchResults<T>(this, count, budget, call);
        Add(new PluginBatch<T>(results, 0, count));
        return results.WaitAsync(finished);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        isStopped = true;
        watchdog.Dispose();
        lock (gate)
        {
            available.Release(Math.Max(1, workers.Count));
        }

        while (queue.TryDequeue(out var stranded))
        {
            stranded.Refuse(new ObjectDisposedException(nameof(PluginWorkers)));
        }
    }

    /// <summary>Adds work, or ends it where nobody will do it.</summary>
    internal void Add(PluginWork work)
    {
        if (IsExhausted)
        {
            work.Refuse(new WorkersLostException());
            return;
        }

        queue.Enqueue(work);
        available.Release();
        if (isStopped)
        {
            work.Refuse(new ObjectDisposedException(nameof(PluginWorkers)));
        }
    }

    /// <summary>Waits for work; null once the pool was disposed.</summary>
    internal PluginWork? Take()
    {
        while (true)
        {
            available.Wait();
            if (isStopped)
            {
                return null;
            }

            if (queue.TryDequeue(out var work))
            {
                return work;
            }
        }
    }

    /// <summary>A given-up thread came back.</summary>
    internal void Returned()
    {
        Interlocked.Decrement(ref lost);
        lock (gate)
        {
            if (workers.Count == 0 && !isStopped)
            {
                Start();
            }
        }
    }

    /// <summary>One look at every worker.</summary>
    internal void Watch()
    {
        lock (gate)
        {
            foreach (var worker in workers.ToArray())
            {
                if (worker.TryGiveUp(Now, time))
                {
                    workers.Remove(worker);
                    if (Interlocked.Increment(ref lost) <= maxLost)
                    {
                        Start();
                    }
                }
            }

            if (workers.Count == 0)
            {
                while (queue.TryDequeue(out var stranded))
                {
                    stranded.Refuse(new WorkersLostException());
                }
            }
        }
    }

    private void Start() => workers.Add(new PluginWorker(this, ++started));
}

using System.Threading.Tasks.Sources;

namespace Medusa.Episodes;

/// <summary>
/// Many short calls that share one hop to a worker. The watchdog judges each by itself: one that is over its budget fails alone, and another worker goes on with those
/// after it. Awaited once.
/// </summary>
/// <typeparam name="T">What a call gives.</typeparam>
internal sealed class PluginBatch<T> : PluginWork
{
    private readonly Shared shared;
    private readonly int end;
    private int at;

    /// <param name="pool">The workers.</param>
    /// <param name="count">How many calls.</param>
    /// <param name="call">One call. Nothing it does may be visible to others before it returns: a late result is dropped.</param>
    /// <param name="budget">How long a call may run.</param>
    public PluginBatch(PluginWorkers pool, int count, Func<int, CancellationToken, T> call, Func<int, TimeSpan> budget)
        : this(new Shared(pool, call, budget, count), 0, count)
    {
    }

    private PluginBatch(Shared shared, int start, int end)
    {
        (this.shared, at, this.end) = (shared, start, end);
        Budget = shared.Budget(start);
    }

    /// <summary>What each call came to: its result, or what it threw.</summary>
    public ValueTask<(T Result, Exception? Fault)[]> Outcomes => new(shared, shared.Version);

    public override bool Run(CancellationToken cancellation)
    {
        for (var first = at; at < end; at++)
        {
            if (at > first)
            {
                Budget = shared.Budget(at);
                Begin(shared.Pool.Now);
            }

            var outcome = Call(cancellation);
            if (!TryClaim())
            {
                return false;
            }

            shared.Outcomes[at] = outcome;
        }

        shared.Complete();
        return true;
    }

    /// <summary>Ends the call that runs; those after it go on elsewhere, unless nothing can.</summary>
    public override void Fail(Exception fault)
    {
        shared.Outcomes[at] = (default!, fault);
        if (fault is PluginOverrunException && at + 1 < end)
        {
            shared.Pool.Add(new PluginBatch<T>(shared, at + 1, end));
            return;
        }

        shared.Outcomes.AsSpan((at + 1)..end).Fill((default!, fault));
        shared.Complete();
    }

    private (T Result, Exception? Fault) Call(CancellationToken cancellation)
    {
        try
        {
            return (shared.Call(at, cancellation), null);
        }
        catch (Exception fault)
        {
            return (default!, fault);
        }
    }

    /// <summary>What a batch and those that go on for it have in common.</summary>
    private sealed class Shared(PluginWorkers pool, Func<int, CancellationToken, T> call, Func<int, TimeSpan> budget, int count) : IValueTaskSource<(T Result, Exception? Fault)[]>
    {
        // Whoever awaits must not go on on a worker's thread.
        private ManualResetValueTaskSourceCore<(T Result, Exception? Fault)[]> source = new() { RunContinuationsAsynchronously = true };

        public PluginWorkers Pool { get; } = pool;

        public Func<int, CancellationToken, T> Call { get; } = call;

        public Func<int, TimeSpan> Budget { get; } = budget;

        public (T Result, Exception? Fault)[] Outcomes { get; } = new (T, Exception?)[count];

        public short Version => source.Version;

        public void Complete() => source.SetResult(Outcomes);

        public (T Result, Exception? Fault)[] GetResult(short token) => source.GetResult(token);

        public ValueTaskSourceStatus GetStatus(short token) => source.GetStatus(token);

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            source.OnCompleted(continuation, state, token, flags);
    }
}

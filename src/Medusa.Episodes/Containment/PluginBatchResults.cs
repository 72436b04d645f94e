namespace Medusa.Episodes;

/// <summary>What the parts of a batch of calls have in common: the calls, and what has become of each.</summary>
/// <typeparam name="T">What a call gives.</typeparam>
/// <param name="pool">The workers.</param>
/// <param name="count">How many calls.</param>
/// <param name="budget">How long a call may run.</param>
/// <param name="call">One call. Nothing it does may be visible to others before it returns: a late result is dropped.</param>
internal sealed class PluginBatchResults<T>(PluginWorkers pool, int count, Func<int, TimeSpan> budget, Func<int, CancellationToken, T> call)
{
    private readonly (T Result, Exception? Fault)[] outcomes = new (T, Exception?)[count];
    private readonly bool[] isDone = new bool[count];
    private readonly SemaphoreSlim news = new(0);

    public PluginWorkers Pool { get; } = pool;

    public Func<int, TimeSpan> Budget { get; } = budget;

    public Func<int, CancellationToken, T> Call { get; } = call;

    /// <summary>Keeps what a call came to.</summary>
    public void Set(int index, (T Result, Exception? Fault) outcome)
    {
        outcomes[index] = outcome;
        Volatile.Write(ref isDone[index], true);
    }

    /// <summary>Tells who waits that some are done.</summary>
    public void Tell() => news.Release();

    /// <summary>Waits for all, and hands each over once it is done or its part has been held up.</summary>
    /// <param name="finished">Gets a call's number, its result, and what it threw.</param>
    public async Task WaitAsync(Action<int, T, Exception?> finished)
    {
        var isHandled = new bool[count];
        for (var left = count; left > 0;)
        {
            await news.WaitAsync().ConfigureAwait(false);
            for (var index = 0; index < count; index++)
            {
                if (!isHandled[index] && Volatile.Read(ref isDone[index]))
                {
                    isHandled[index] = true;
                    left--;
                    finished(index, outcomes[index].Result, outcomes[index].Fault);
                }
            }
        }
    }
}

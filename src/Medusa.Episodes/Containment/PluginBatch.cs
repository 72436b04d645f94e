namespace Medusa.Episodes;

/// <summary>
/// Many short calls that share one hop to a worker. The watchdog judges each by itself: behind one that takes long those that are left go to another worker, and one that
/// is over its budget fails alone.
/// </summary>
/// <typeparam name="T">What a call gives.</typeparam>
/// <param name="results">What all parts of the batch have in common.</param>
/// <param name="start">The first call of this part.</param>
/// <param name="end">The end of this part.</param>
internal sealed class PluginBatch<T>(PluginBatchResults<T> results, int start, int end) : PluginWork
{
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(20);

    private readonly Lock gate = new();
    private int at = start;
    private int limit = end;

    public override TimeSpan Budget => results.Budget(at);

    public override bool Run(CancellationToken cancellation)
    {
        do
        {
            var outcome = Call(cancellation);
            if (!TryClaim())
            {
                return false;
            }

            results.Set(at, outcome);
        }
        while (TryNext());

        results.Tell();
        return true;
    }

    /// <summary>Ends the call that runs; those after it go on elsewhere, unless nothing can.</summary>
    public override void Fail(Exception fault)
    {
        results.Set(at, (default!, fault));
        var rest = TakeRest();
        if (rest is not null && fault is PluginOverrunException)
        {
            results.Pool.Add(rest);
        }
        else if (rest is not null)
        {
            for (var index = rest.at; index < rest.limit; index++)
            {
                results.Set(index, (default!, fault));
            }
        }

        results.Tell();
    }

    /// <summary>Nobody waits behind a call that takes long.</summary>
    public override void Relieve(TimeSpan running)
    {
        if (running > Long && TakeRest() is { } rest)
        {
            results.Pool.Add(rest);
            results.Tell();
        }
    }

    private bool TryNext()
    {
        lock (gate)
        {
            if (at + 1 >= limit)
            {
                return false;
            }

            at++;
        }

        Begin(results.Pool.Now);
        return true;
    }

    private PluginBatch<T>? TakeRest()
    {
        lock (gate)
        {
            if (at + 1 >= limit)
            {
                return null;
            }

            var rest = new PluginBatch<T>(results, at + 1, limit);
            limit = at + 1;
            return rest;
        }
    }

    private (T Result, Exception? Fault) Call(CancellationToken cancellation)
    {
        try
        {
            return (results.Call(at, cancellation), null);
        }
        catch (Exception fault)
        {
            return (default!, fault);
        }
    }
}

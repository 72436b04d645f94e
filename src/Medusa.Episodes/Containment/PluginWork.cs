namespace Medusa.Episodes;

/// <summary>One request's plugin code, run by a worker. Whoever claims it first, the worker with a result or the watchdog, decides how it ends.</summary>
internal abstract class PluginWork
{
    private const int Waiting = 0;
    private const int Running = 1;
    private const int Claimed = 2;
    private int state;

    /// <summary>How long it may run.</summary>
    public abstract TimeSpan Budget { get; }

    /// <summary>When a worker began with it, by the clock's timestamp.</summary>
    public long Started { get; private set; }

    public void Begin(long timestamp)
    {
        Started = timestamp;
        Volatile.Write(ref state, Running);
    }

    /// <summary>Whether the caller may end it; true once.</summary>
    public bool TryClaim() => Interlocked.CompareExchange(ref state, Claimed, Running) == Running;

    /// <summary>Ends work that no worker will begin.</summary>
    public void Refuse(Exception reason)
    {
        if (Interlocked.CompareExchange(ref state, Claimed, Waiting) == Waiting)
        {
            Fail(reason);
        }
    }

    /// <summary>Runs the plugin's code and ends the work, unless the watchdog already did.</summary>
    /// <returns>Whether the result came in time.</returns>
    public abstract bool Run(CancellationToken cancellation);

    public abstract void Fail(Exception fault);

    /// <summary>What the watchdog does about work that runs and is within its budget.</summary>
    /// <param name="running">For how long it has run.</param>
    public virtual void Relieve(TimeSpan running)
    {
    }
}

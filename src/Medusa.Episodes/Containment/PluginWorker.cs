using System.Runtime.CompilerServices;

namespace Medusa.Episodes;

/// <summary>One of Medusa's own threads that run plugin code.</summary>
internal sealed class PluginWorker
{
    private readonly PluginWorkers pool;
    private CancellationTokenSource cancellation = new();
    private volatile PluginWork? current;
    private volatile bool isLost;

    public PluginWorker(PluginWorkers pool, int number)
    {
        this.pool = pool;
        new Thread(Loop) { IsBackground = true, Name = $"medusa-plugins-{number}" }.Start();
    }

    /// <summary>Fails what runs if it is over its budget; the worker then counts as lost.</summary>
    /// <param name="now">The clock's timestamp.</param>
    /// <param name="time">The clock.</param>
    public bool TryGiveUp(long now, TimeProvider time)
    {
        if (current is not { } work || work.Started == 0)
        {
            return false;
        }

        var running = time.GetElapsedTime(work.Started, now);
        if (running <= work.Budget)
        {
            work.Relieve(running);
            return false;
        }

        if (!work.TryClaim())
        {
            return false;
        }

        isLost = true;
        // Callbacks that the plugin registered run on the thread pool, not here.
        _ = cancellation.CancelAsync();
        work.Fail(new PluginOverrunException(work.Budget));
        return true;
    }

    private void Loop()
    {
        while (!isLost && RunNext())
        {
        }

        if (isLost)
        {
            pool.Returned();
        }
    }

    /// <summary>Runs one piece of work in a frame of its own: a thread that waits must hold nothing of a plugin.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool RunNext()
    {
        if (pool.Take() is not { } work)
        {
            return false;
        }

        work.Begin(pool.Now);
        current = work;
        work.Run(cancellation.Token);
        current = null;
        return true;
    }
}

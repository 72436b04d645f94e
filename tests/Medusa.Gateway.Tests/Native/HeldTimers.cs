namespace Medusa.Gateway.Tests;

/// <summary>The system's clock, but for timers of one length, which fire when the test says so.</summary>
public sealed class HeldTimers(TimeSpan length) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Action> held = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != length)
        {
            return base.CreateTimer(callback, state, dueTime, period);
        }

        lock (gate)
        {
            held.Add(() => callback(state));
        }

        return base.CreateTimer(static _ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Fires what is held; false where nothing is.</summary>
    public bool Fire()
    {
        Action[] due;
        lock (gate)
        {
            due = [.. held];
            held.Clear();
        }

        Array.ForEach(due, fire => fire());
        return due.Length > 0;
    }
}

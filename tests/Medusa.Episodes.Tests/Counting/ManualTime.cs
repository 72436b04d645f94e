namespace Medusa.Episodes.Tests;

/// <summary>A clock that stands still until a test moves it; timers fire on the moving thread.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly List<ManualTimer> timers = [];
    private DateTimeOffset now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(() => callback(state), now + dueTime, period);
        timers.Add(timer);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        now += by;
        foreach (var timer in timers)
        {
            timer.FireUntil(now);
        }
    }

    private sealed class ManualTimer(Action fire, DateTimeOffset due, TimeSpan period) : ITimer
    {
        private bool isDisposed;

        public void FireUntil(DateTimeOffset now)
        {
            if (!isDisposed && due <= now)
            {
                due = now + period;
                fire();
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan changedPeriod) => throw new NotSupportedException("No test changes a timer.");

        public void Dispose() => isDisposed = true;

        public ValueTask DisposeAsync()
        {
            isDisposed = true;
            return ValueTask.CompletedTask;
        }
    }
}

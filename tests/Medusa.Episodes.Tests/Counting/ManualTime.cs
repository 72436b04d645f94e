namespace Medusa.Episodes.Tests;

/// <summary>A clock that stands still until a test moves it; timers fire on the moving thread.</summary>
internal class ManualTime : TimeProvider
{
    private readonly List<ManualTimer> timers = [];
    private DateTimeOffset now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state), dueTime, period);
        timers.Add(timer);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        now += by;
        foreach (var timer in timers.ToArray())
        {
            timer.FireUntil(now);
        }
    }

    private sealed class ManualTimer : ITimer
    {
        private readonly ManualTime clock;
        private readonly Action fire;
        private DateTimeOffset due;
        private TimeSpan period;
        private bool isDisposed;

        public ManualTimer(ManualTime clock, Action fire, TimeSpan dueTime, TimeSpan period)
        {
            (this.clock, this.fire) = (clock, fire);
            Change(dueTime, period);
        }

        public void FireUntil(DateTimeOffset now)
        {
            if (!isDisposed && due <= now)
            {
                due = period == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : now + period;
                fire();
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan changedPeriod)
        {
            due = dueTime == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : clock.now + dueTime;
            period = changedPeriod;
            return true;
        }

        public void Dispose() => isDisposed = true;

        public ValueTask DisposeAsync()
        {
            isDisposed = true;
            return ValueTask.CompletedTask;
        }
    }
}

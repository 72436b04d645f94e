namespace Medusa.Gateway.Tests;

public sealed class StepBucket_should
{
    private readonly Clock clock = new();

    [Fact]
    public void Give_a_burst_and_then_what_comes_in()
    {
        var bucket = new StepBucket(clock);
        Assert.Equal(5, bucket.Take(9, perSecond: 10, burst: 5, out var wait));
        Assert.Equal(TimeSpan.FromMilliseconds(100), wait);
        Assert.Equal(0, bucket.Take(1, 10, 5, out _));
        clock.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(1, bucket.Take(3, 10, 5, out _));
        clock.Advance(TimeSpan.FromMilliseconds(250));
        Assert.Equal(2, bucket.Take(3, 10, 5, out wait));
        Assert.Equal(TimeSpan.FromMilliseconds(50), wait);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(5, bucket.Take(100, 10, 5, out _));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(10_000_000, 10_000_000)]
    public void Give_exactly_the_rate_over_time(int perSecond, int burst)
    {
        var bucket = new StepBucket(clock);
        long taken = bucket.Take(int.MaxValue, perSecond, burst, out _);
        Assert.Equal(burst, taken);
        for (var tenth = 0; tenth < 100; tenth++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            taken += bucket.Take(int.MaxValue, perSecond, burst, out _);
        }

        Assert.InRange(taken, burst + (10L * perSecond) - 1, burst + (10L * perSecond));
    }

    [Fact]
    public void Give_no_token_twice_where_many_take()
    {
        var bucket = new StepBucket(clock);
        var taken = 0;
        Parallel.For(0, 10_000, _ => Interlocked.Add(ref taken, bucket.Take(1, 1000, 1000, out TimeSpan _)));
        Assert.Equal(1000, taken);
    }

    private sealed class Clock : TimeProvider
    {
        private long now = 1_000_000_000_000;

        public override long TimestampFrequency => 1_000_000_000;

        public override long GetTimestamp() => Volatile.Read(ref now);

        public void Advance(TimeSpan time) => Interlocked.Add(ref now, time.Ticks * 100);
    }
}

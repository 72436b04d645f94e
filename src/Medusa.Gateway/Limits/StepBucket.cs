namespace Medusa.Gateway;

/// <summary>
/// A token bucket without a lock: one number says until when the tokens that were taken last. A step costs a compare-and-swap, where the framework's limiters allocate a
/// lease for each.
/// </summary>
/// <param name="clock">The time.</param>
internal sealed class StepBucket(TimeProvider clock)
{
    private long takenUntil = long.MinValue;

    /// <summary>Takes tokens, as many as there are.</summary>
    /// <param name="wanted">How many at most.</param>
    /// <param name="perSecond">How many come in a second, 1 or more.</param>
    /// <param name="burst">How many there are at most, 1 or more.</param>
    /// <param name="wait">Where fewer were taken: how long until the next one comes.</param>
    /// <returns>How many were taken.</returns>
    public int Take(int wanted, int perSecond, int burst, out TimeSpan wait)
    {
        var now = clock.GetTimestamp();
        var frequency = clock.TimestampFrequency;
        var most = Ticks(burst, perSecond, frequency);
        while (true)
        {
            var before = Volatile.Read(ref takenUntil);
            var from = Math.Max(before, now - most);
            // Rounded up by a tick of the clock at most: what was given back by waiting is there.
            var free = now - from;
            var there = (int)Math.Min(wanted, (long)((Int128)free * perSecond / frequency));
            wait = there == wanted ? TimeSpan.Zero : TimeSpan.FromSeconds((double)(from + Ticks(there + 1, perSecond, frequency) - now) / frequency);
            if (there == 0 || Interlocked.CompareExchange(ref takenUntil, from + Ticks(there, perSecond, frequency), before) == before)
            {
                return there;
            }
        }
    }

    /// <summary>How long tokens take to come, rounded up.</summary>
    private static long Ticks(long tokens, int perSecond, long frequency) => (long)((((Int128)tokens * frequency) + perSecond - 1) / perSecond);
}

using System.Diagnostics;

namespace Medusa.Bench.Measuring;

/// <summary>Runs work for a number of rounds after a warm-up and reports operations a second for each.</summary>
internal static class Rounds
{
    public const int Count = 7;

    public static readonly TimeSpan Length = TimeSpan.FromSeconds(1);

    /// <summary>Measures a rate on one thread.</summary>
    /// <param name="name">What is measured.</param>
    /// <param name="unit">The unit of the rate.</param>
    /// <param name="work">Does some operations and returns how many.</param>
    public static Sample Rate(string name, string unit, Func<long> work)
    {
        Run(work, TimeSpan.FromSeconds(2));
        var rounds = new double[Count];
        for (var round = 0; round < Count; round++)
        {
            GC.Collect();
            rounds[round] = Run(work, Length);
        }

        return new Sample(name, unit, rounds);
    }

    /// <summary>The seconds of each of several calls, after one that is not counted.</summary>
    /// <param name="calls">How many calls to time.</param>
    /// <param name="prepare">Makes the argument, untimed.</param>
    /// <param name="work">The call.</param>
    public static double[] Seconds<TArgument, TResult>(int calls, Func<TArgument> prepare, Func<TArgument, TResult> work)
    {
        _ = work(prepare());
        var seconds = new double[calls];
        for (var call = 0; call < calls; call++)
        {
            var argument = prepare();
            var start = Stopwatch.GetTimestamp();
            _ = work(argument);
            seconds[call] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        return seconds;
    }

    private static double Run(Func<long> work, TimeSpan length)
    {
        var start = Stopwatch.GetTimestamp();
        long operations = 0;
        TimeSpan elapsed;
        do
        {
            operations += work();
            elapsed = Stopwatch.GetElapsedTime(start);
        }
        while (elapsed < length);
        return operations / elapsed.TotalSeconds;
    }
}

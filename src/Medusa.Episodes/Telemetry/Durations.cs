using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Medusa.Episodes;

/// <summary>Histograms of durations in seconds, with buckets from a step in memory (0.1 ms) to a client's patience (60 s).</summary>
internal static class Durations
{
    private static readonly InstrumentAdvice<double> Advice = new()
    {
        HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    };

    /// <summary>Makes a histogram.</summary>
    /// <param name="meter">Its meter.</param>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it measures.</param>
    public static Histogram<double> Create(Meter meter, string name, string description) => meter.CreateHistogram(name, "s", description, tags: null, Advice);

    /// <summary>The present, or 0 where nobody listens.</summary>
    public static long Begin(this Histogram<double> durations) => durations.Enabled ? Stopwatch.GetTimestamp() : 0;

    /// <summary>Seconds since <see cref="Begin"/>.</summary>
    /// <param name="start">What it gave.</param>
    public static double Since(long start) => Stopwatch.GetElapsedTime(start).TotalSeconds;
}

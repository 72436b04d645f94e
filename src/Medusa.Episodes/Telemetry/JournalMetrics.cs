using System.Diagnostics.Metrics;

namespace Medusa.Episodes;

/// <summary>What a durable journal measures of its commits. Each kind of journal has a meter of its own, with the same instruments.</summary>
public sealed class JournalMetrics : IDisposable
{
    private static readonly InstrumentAdvice<int> BatchSizes = new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 4096, 16384, 65536] };

    private readonly Meter meter;
    private readonly Histogram<double> commits;
    private readonly Histogram<int> batches;
    private readonly Counter<long> failures;
    private readonly Counter<long> retries;

    /// <param name="name">The meter's name.</param>
    /// <param name="journal">The journal, the meter's scope.</param>
    /// <param name="waiting">Reads how many events wait for a commit.</param>
    /// <param name="isReady">Reads whether the journal takes events.</param>
    /// <param name="capacity">How many events may share a commit.</param>
    public JournalMetrics(string name, IEpisodeJournal journal, Func<int> waiting, Func<bool> isReady, int capacity)
    {
        meter = new Meter(new MeterOptions(name) { Scope = journal });
        commits = Durations.Create(meter, "medusa.journal.commit.duration", "How long a commit of the journal took.");
        batches = meter.CreateHistogram("medusa.journal.commit.events", "{event}", "Events that shared a commit.", tags: null, BatchSizes);
        failures = meter.CreateCounter<long>("medusa.journal.failures", "{failure}", "Commits and looks at the journal that failed, by the database's error code.");
        retries = meter.CreateCounter<long>("medusa.journal.retries", "{retry}", "Commits that were tried again because others were in their way, or one event at a time because of one of their events.");
        meter.CreateObservableGauge("medusa.journal.waiting", waiting, "{event}", "Events that wait for their commit: how far the journal lags behind.");
        meter.CreateObservableGauge("medusa.journal.batch.limit", () => capacity, "{event}", "Events that may share a commit.");
        meter.CreateObservableGauge("medusa.journal.ready", () => isReady() ? 1 : 0, unit: null, "1 while the journal takes events, else 0.");
    }

    /// <summary>Begins a commit.</summary>
    /// <returns>What to pass to <see cref="Committed"/>.</returns>
    public long Begin() => commits.Begin();

    /// <summary>Measures a commit.</summary>
    /// <param name="start">What <see cref="Begin"/> gave.</param>
    /// <param name="events">How many events it held.</param>
    public void Committed(long start, int events)
    {
        if (start != 0)
        {
            commits.Record(Durations.Since(start));
            batches.Record(events);
        }
    }

    /// <summary>Counts a failure.</summary>
    /// <param name="code">The database's error code, or the exception's type.</param>
    public void Failed(string code) => failures.Add(1, KeyValuePair.Create(TelemetryTag.Error, (object?)code));

    /// <summary>Counts a commit that is tried again.</summary>
    public void Retried() => retries.Add(1);

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();
}

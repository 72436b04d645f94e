using System.Collections.Concurrent;
using System.Diagnostics;

namespace Medusa.Testing;

/// <summary>The spans of the source <c>Medusa</c> that ended since this was made, of all tests that run.</summary>
public sealed class RecordedSpans : IDisposable
{
    private readonly ActivityListener listener;
    private readonly ConcurrentQueue<Activity> ended = new();

    /// <param name="callers">A test's own source, whose spans are sampled too; null for none.</param>
    public RecordedSpans(ActivitySource? callers = null)
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Medusa" || source == callers,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.Source != callers)
                {
                    ended.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>The spans of a trace.</summary>
    public Activity[] Of(ActivityTraceId trace) => [.. ended.Where(span => span.TraceId == trace)];

    /// <summary>The only span of a trace with this name.</summary>
    public Activity One(ActivityTraceId trace, string name) => Of(trace).Single(span => span.DisplayName == name);

    /// <summary>All that ended.</summary>
    public IEnumerable<Activity> All => ended;

    /// <inheritdoc/>
    public void Dispose() => listener.Dispose();
}

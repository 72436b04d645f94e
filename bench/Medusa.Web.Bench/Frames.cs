using System.Globalization;
using System.Text.Json;
using Medusa.Web.Tests.Browsing;

namespace Medusa.Web.Bench;

/// <summary>How smooth a page was while something was done to it.</summary>
/// <param name="Count">Frames drawn.</param>
/// <param name="Long">Frames that took more than 50 ms.</param>
/// <param name="Longest">The longest, in milliseconds.</param>
/// <param name="Median">The median, in milliseconds.</param>
/// <param name="LongTasks">Tasks of the page's thread over 50 ms, as the browser itself counts them.</param>
internal sealed record Frames(int Count, int Long, double Longest, double Median, int LongTasks)
{
    // From frame to frame, by the browser's own clock; the tasks apart, so that a slow machine's compositor is told from the page's work.
    private const string Begin = """
        () => {
            const record = (window.record = { frames: [], tasks: 0, last: performance.now(), on: true });
            new PerformanceObserver(list => (record.tasks += list.getEntries().length)).observe({ type: 'longtask' });
            const frame = now => {
                record.frames.push(now - record.last);
                record.last = now;
                record.on && requestAnimationFrame(frame);
            };
            requestAnimationFrame(now => { record.last = now; requestAnimationFrame(frame); });
        }
        """;

    private const string End = """
        () => {
            const { frames, tasks } = window.record;
            window.record.on = false;
            const sorted = [...frames].sort((one, other) => one - other);
            return { count: frames.length, long: frames.filter(time => time > 50).length, longest: sorted.at(-1), median: sorted[sorted.length >> 1], longTasks: tasks };
        }
        """;

    /// <summary>Counts the frames while something is done.</summary>
    public static async Task<Frames> WhileAsync(Visit visit, Func<Task> doing)
    {
        await visit.Page.EvaluateAsync(Begin);
        await doing();
        var result = await visit.Page.EvaluateAsync<JsonElement>(End);
        return new Frames(
            result.GetProperty("count").GetInt32(),
            result.GetProperty("long").GetInt32(),
            result.GetProperty("longest").GetDouble(),
            result.GetProperty("median").GetDouble(),
            result.GetProperty("longTasks").GetInt32());
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Count} frames, {Long} over 50 ms (longest {Longest:0} ms, median {Median:0.0} ms), {LongTasks} tasks over 50 ms");
}

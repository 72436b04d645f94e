using Spectre.Console;

namespace Medusa.Cli.Rollouts;

/// <summary>Progress on a terminal: a bar with the share done, the rate and the time left.</summary>
internal sealed class LiveProgress(ProgressTask bar, TimeProvider clock) : IRolloutProgress
{
    private readonly long began = clock.GetTimestamp();
    private long steps;

    /// <summary>Shows a bar while <paramref name="work"/> runs.</summary>
    internal static Task<T> ShowAsync<T>(Terminal terminal, int episodes, TimeProvider clock, Func<IRolloutProgress, Task<T>> work)
    {
        var bar = new Progress(terminal.Live()).AutoClear(true).Columns(
            new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn());
        return bar.StartAsync(context => work(new LiveProgress(context.AddTask("episodes", maxValue: episodes), clock)));
    }

    public void Finished(int steps)
    {
        var total = Interlocked.Add(ref this.steps, steps);
        bar.Increment(1);
        bar.Description = $"{RolloutReport.Count((long)bar.Value)} episodes, {RolloutReport.Count((long)(total / Math.Max(clock.GetElapsedTime(began).TotalSeconds, 1e-9)))} steps/s";
    }
}

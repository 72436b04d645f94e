namespace Medusa.Cli.Rollouts;

/// <summary>Progress where the error output is no terminal: a line each tenth of the way.</summary>
internal sealed class PlainProgress(TextWriter output, int episodes, TimeProvider clock) : IRolloutProgress
{
    private readonly long began = clock.GetTimestamp();
    private readonly Lock turn = new();
    private int finished;
    private long steps;

    public void Finished(int steps)
    {
        lock (turn)
        {
            finished++;
            this.steps += steps;
            if ((long)finished * 10 / episodes > (long)(finished - 1) * 10 / episodes)
            {
                var seconds = clock.GetElapsedTime(began).TotalSeconds;
                output.WriteLine($"{RolloutReport.Count(finished)} of {RolloutReport.Count(episodes)} episodes, {RolloutReport.Count((long)(this.steps / Math.Max(seconds, 1e-9)))} steps/s");
            }
        }
    }
}

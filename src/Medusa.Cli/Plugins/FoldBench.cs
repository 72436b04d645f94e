using Medusa.Operators.Abstractions;

namespace Medusa.Cli.Plugins;

/// <summary>Plays an environment through the fold on one thread. Actions are chosen in a first pass, so that the policy's time does not count.</summary>
internal sealed class FoldBench(EnvironmentDefinition environment, IPolicy policy, TimeProvider clock)
{
    private const int Episodes = 64;
    private readonly EnvironmentPlay play = new(environment, policy);

    /// <summary>Measures steps and resets for a time each, then memory.</summary>
    public FoldBenchResult Measure(TimeSpan time, CancellationToken cancellation)
    {
        var scripts = Enumerable.Range(0, Episodes).Select(play.Script).ToArray();
        foreach (var script in scripts)
        {
            play.Play(script);
        }

        var stepsPerSecond = Rate(time, cancellation, round => play.Play(scripts[round % Episodes]).View.Step);
        var resetsPerSecond = Rate(time, cancellation, round => play.Start(Episodes + round).View.Step + 1);
        var steps = scripts.Average(script => script.Actions.Count);
        return new FoldBenchResult(stepsPerSecond, resetsPerSecond, Held(scripts), steps);
    }

    private double Rate(TimeSpan time, CancellationToken cancellation, Func<int, int> once)
    {
        var start = clock.GetTimestamp();
        var count = 0L;
        for (var round = 0; clock.GetElapsedTime(start) < time; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            count += once(round);
        }

        return count / clock.GetElapsedTime(start).TotalSeconds;
    }

    private long Held(PlayedEpisode[] scripts)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var ended = scripts.Select((script, seed) => play.Play(script with { Start = play.Start(seed) })).ToArray();
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(ended);
        return Math.Max(0, after - before) / Episodes;
    }
}

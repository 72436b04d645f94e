using Medusa.Actors;
using Microsoft.Extensions.Logging.Abstractions;

namespace Medusa.Episodes.Tests;

/// <summary>The engine that the suites test here: Akka.NET's, as a cluster of one.</summary>
internal static class TestedEngine
{
    /// <summary>An engine that takes requests.</summary>
    public static IEpisodeEngine Start(IEnvironmentCatalogue catalogue, IEpisodeJournal journal, EpisodesOptions options, TimeProvider time)
    {
        var engine = new AkkaEngine(catalogue, journal, options, new ClusterOptions(), new RunningRounds(time), NullLoggerFactory.Instance);
        // Hosts are made in constructors, so this waits on the test's thread.
        engine.StartAsync().GetAwaiter().GetResult();
        return engine;
    }

    /// <summary>Waits until the episodes have left memory that were told to: they do so one message after the other.</summary>
    public static Task PassivatedAsync(IEpisodeEngine engine) => Eventually.HoldsAsync(() => Task.FromResult(!((AkkaEngine)engine).Table.All.Any()));

    /// <summary>Passivates idle episodes and removes expired ones.</summary>
    public static Task SweepAsync(IEpisodeEngine engine) => ((AkkaEngine)engine).SweepAsync();

    /// <summary>The tests' clock, but for rounds of less than a second: those in which the desk sends requests again go on though the clock stands still.</summary>
    private sealed class RunningRounds(TimeProvider clock) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            (period > TimeSpan.Zero && period < TimeSpan.FromSeconds(0.2) ? System : clock).CreateTimer(callback, state, dueTime, period);
    }
}

using Microsoft.Extensions.Logging.Abstractions;

namespace Medusa.Episodes.Tests;

/// <summary>The engine that the suites test here: the embedded one. The cluster engine's tests have a file of the same name and take the suites as they are.</summary>
internal static class TestedEngine
{
    /// <summary>An engine that takes requests.</summary>
    public static IEpisodeEngine Start(IEnvironmentCatalogue catalogue, IEpisodeJournal journal, EpisodesOptions options, TimeProvider time) =>
        new EmbeddedEngine(catalogue, journal, options, time, NullLogger<EmbeddedEngine>.Instance);

    /// <summary>Waits until the episodes have left memory that were told to: here they do so at once.</summary>
    public static Task PassivatedAsync(IEpisodeEngine engine) => Eventually.HoldsAsync(() => Task.FromResult(engine.LiveEpisodes == 0));

    /// <summary>Passivates idle episodes and removes expired ones.</summary>
    public static Task SweepAsync(IEpisodeEngine engine) => ((EmbeddedEngine)engine).SweepAsync();
}

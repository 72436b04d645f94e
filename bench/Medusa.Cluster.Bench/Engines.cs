using Medusa.Actors;
using Medusa.Episodes;
using Medusa.Operators.Default;
using Microsoft.Extensions.Logging.Abstractions;

namespace Medusa.Cluster.Bench;

/// <summary>Cluster engines with the MEDUSA environment and a memory journal.</summary>
internal static class Engines
{
    /// <summary>Starts a node.</summary>
    /// <param name="options">The cluster.</param>
    /// <param name="episodes">Limits.</param>
    /// <param name="journal">The journal; null for one of its own.</param>
    public static async Task<AkkaEngine> StartAsync(ClusterOptions options, EpisodesOptions? episodes = null, IEpisodeJournal? journal = null)
    {
        episodes ??= new EpisodesOptions();
        var catalogue = new EnvironmentCatalogue([new LoadedEnvironment(MedusaEnvironment.Definition, new PluginProvenance("medusa", "0.0.0", new string('0', 64)))]);
        var engine = new AkkaEngine(catalogue, journal ?? new MemoryJournal(episodes.MaxRetainedEpisodes), episodes, options, TimeProvider.System, NullLoggerFactory.Instance);
        await engine.StartAsync();
        return engine;
    }

    /// <summary>Waits until a node takes requests.</summary>
    /// <param name="engine">The node.</param>
    public static async Task ReadyAsync(AkkaEngine engine)
    {
        for (var round = 0; engine.WhyNotReady is { } reason; round++)
        {
            if (round == 600)
            {
                throw new InvalidOperationException(reason);
            }

            await Task.Delay(50);
        }
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Medusa.Episodes;

/// <summary>Adds an installed engine to a host. Named by the engine's assembly in <see cref="EpisodeEngineAttribute"/>; made once, by its public constructor without parameters.</summary>
public interface IEngineSetup
{
    /// <summary>The engine's name, the same as its folder's: <c>akka</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Registers <see cref="IEpisodeEngine"/> and what belongs to it: options that are validated at the start, hosted services. The host registers the catalogue, the
    /// journal, <see cref="EpisodesOptions"/> and the clock. Hosted services of the engine start before the gateway's and stop after them.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The host's whole configuration.</param>
    /// <exception cref="EngineStartException">The engine cannot start as configured. Whatever else is thrown ends the start too, with its message.</exception>
    void AddServices(IServiceCollection services, IConfiguration configuration);
}

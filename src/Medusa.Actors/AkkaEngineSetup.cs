using Medusa.Actors;
using Medusa.Episodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

[assembly: EpisodeEngine(typeof(AkkaEngineSetup))]

namespace Medusa.Actors;

/// <summary>Adds the cluster engine to the host that found it in <c>engines/akka/</c>.</summary>
public sealed class AkkaEngineSetup : IEngineSetup
{
    /// <inheritdoc/>
    public string Name => EngineOptions.Akka;

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration) => services.AddMedusaCluster();
}

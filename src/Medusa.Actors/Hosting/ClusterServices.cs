using Medusa.Episodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Medusa.Actors;

/// <summary>Adds the cluster engine to a host.</summary>
public static class ClusterServices
{
    /// <summary>
    /// Adds <see cref="AkkaEngine"/> as the host's engine. Options are bound to section <see cref="ClusterOptions.Section"/> and validated at the start; the node joins its
    /// cluster when the host starts and leaves it when the host stops, after what was registered later (the server) has stopped.
    /// </summary>
    /// <param name="services">The host's services; they must offer an <see cref="IEnvironmentCatalogue"/>, an <see cref="IEpisodeJournal"/> and <see cref="EpisodesOptions"/>.</param>
    /// <param name="configure">Changes options after the configuration; null for none.</param>
    public static IServiceCollection AddMedusaCluster(this IServiceCollection services, Action<ClusterOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var builder = services.AddOptions<ClusterOptions>().BindConfiguration(ClusterOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        if (configure is not null)
        {
            builder.Configure(configure);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(static provider => new AkkaEngine(
            provider.GetRequiredService<IEnvironmentCatalogue>(),
            provider.GetRequiredService<IEpisodeJournal>(),
            provider.GetRequiredService<IOptions<EpisodesOptions>>().Value,
            provider.GetRequiredService<IOptions<ClusterOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>(),
            provider.GetRequiredService<IHostApplicationLifetime>()));
        services.AddSingleton<IEpisodeEngine>(static provider => provider.GetRequiredService<AkkaEngine>());
        services.AddHostedService<ClusterService>();
        // Leaving comes after the sockets were drained, in the same grace period.
        services.AddOptions<HostOptions>().PostConfigure<IOptions<ClusterOptions>>(static (host, cluster) => host.ShutdownTimeout += cluster.Value.LeaveTimeout);
        return services;
    }
}

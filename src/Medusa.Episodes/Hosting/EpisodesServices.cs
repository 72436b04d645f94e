using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Medusa.Episodes;

/// <summary>Adds the episode engine to a host.</summary>
public static class EpisodesServices
{
    /// <summary>
    /// Adds the catalogue (plugins from <see cref="EpisodesOptions.PluginsPath"/>, unless an <see cref="IEnvironmentCatalogue"/> is registered), the memory journal
    /// (unless an <see cref="IEpisodeJournal"/> is), the system's clock (unless a <see cref="TimeProvider"/> is) and the embedded engine. Options are bound to section
    /// <see cref="EpisodesOptions.Section"/> and validated at the start; plugins are loaded when the catalogue is first asked for.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Changes options after the configuration; null for none.</param>
    public static IServiceCollection AddMedusaEpisodes(this IServiceCollection services, Action<EpisodesOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var builder = services.AddOptions<EpisodesOptions>().BindConfiguration(EpisodesOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        if (configure is not null)
        {
            builder.Configure(configure);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IEnvironmentCatalogue>(static provider => PluginCatalogue.Load(
            Settings(provider), provider.GetRequiredService<ILoggerFactory>().CreateLogger("Medusa.Plugins"), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IEpisodeJournal>(static provider => new MemoryJournal(Settings(provider).MaxRetainedEpisodes));
        services.TryAddSingleton<IEpisodeEngine>(static provider => new EmbeddedEngine(
            provider.GetRequiredService<IEnvironmentCatalogue>(),
            provider.GetRequiredService<IEpisodeJournal>(),
            Settings(provider),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<EmbeddedEngine>>()));
        return services;
    }

    private static EpisodesOptions Settings(IServiceProvider provider) => provider.GetRequiredService<IOptions<EpisodesOptions>>().Value;
}

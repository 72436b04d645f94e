using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Medusa.Episodes;

/// <summary>Adds the engine that the configuration asks for.</summary>
public static class EngineServices
{
    private const string SeedNodes = "Medusa:Cluster:SeedNodes";

    /// <summary>
    /// Loads the installed engine that <see cref="EngineOptions.Engine"/> chooses and lets it register itself. Where that is the embedded engine nothing is registered:
    /// <see cref="EpisodesServices.AddMedusaEpisodes"/>, called afterwards, adds it.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The host's whole configuration.</param>
    /// <exception cref="EngineStartException">The engine is unknown, not installed or broken, or the embedded one is asked to join a cluster.</exception>
    public static IServiceCollection AddMedusaEngine(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        var options = EngineOptions.Read(configuration);
        if (Installed(options) is { } assembly)
        {
            EngineAssembly.Add(EngineOptions.Akka, assembly, services, configuration);
            return services;
        }

        var isMissing = options.Engine == EngineOptions.Auto;
        if (configuration.GetSection(SeedNodes).GetChildren().Any())
        {
            var cure = isMissing ? $"install Akka.NET's engine ({options.AkkaAssembly} is missing)" : $"choose another Medusa:Engine than {EngineOptions.Embedded}";
            throw new EngineStartException($"{SeedNodes} names a cluster, and the embedded engine runs on one node only: {cure}, or remove the setting.");
        }

        return isMissing
            ? services.AddSingleton<IHostedService>(provider => new EngineNotice(options, provider.GetRequiredService<ILoggerFactory>()))
            : services;
    }

    /// <summary>The assembly to load; null for the embedded engine.</summary>
    private static string? Installed(EngineOptions options)
    {
        if (options.Engine == EngineOptions.Embedded)
        {
            return null;
        }

        if (File.Exists(options.AkkaAssembly))
        {
            return options.AkkaAssembly;
        }

        return options.Engine == EngineOptions.Auto
            ? null
            : throw new EngineStartException(
                $"Medusa:Engine is {EngineOptions.Akka} and Akka.NET's engine is not installed: {options.AkkaAssembly} is missing. Build src/Medusa.Actors where NuGet finds Akka.NET, or choose {EngineOptions.Auto} or {EngineOptions.Embedded}.");
    }
}

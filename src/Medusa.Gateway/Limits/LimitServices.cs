using Medusa.Episodes;
using Microsoft.Extensions.DependencyInjection;

namespace Medusa.Gateway;

/// <summary>Adds the limits.</summary>
internal static class LimitServices
{
    /// <summary>Puts the limits before the engine that was added last.</summary>
    /// <param name="services">The services, an engine among them.</param>
    public static void Add(IServiceCollection services)
    {
        var engine = services.Last(service => service.ServiceType == typeof(IEpisodeEngine));
        services.Remove(engine);
        services.AddSingleton<LimitMetrics>();
        services.AddSingleton<Quotas>();
        services.AddSingleton<LimitedStarts>();
        services.AddSingleton<IEpisodeEngine>(provider => new LimitedEngine(
            (IEpisodeEngine)(engine.ImplementationInstance ?? engine.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, engine.ImplementationType!)),
            provider.GetRequiredService<Quotas>(),
            provider.GetRequiredService<LimitedStarts>(),
            provider.GetRequiredService<LimitMetrics>()));
    }
}

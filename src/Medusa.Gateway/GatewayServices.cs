using Medusa.Episodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Console;

namespace Medusa.Gateway;

/// <summary>The gateway's services.</summary>
internal static class GatewayServices
{
    /// <summary>Adds the services.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="options">The gateway's settings.</param>
    /// <param name="configuration">The whole configuration.</param>
    /// <exception cref="EngineStartException">The engine that the configuration asks for cannot be used.</exception>
    public static void Add(IServiceCollection services, GatewayOptions options, IConfiguration configuration)
    {
        if (TelemetryOptionsReader.Read(configuration) is { } telemetry)
        {
            // First, so that it is the last to stop and sends what the others measure while they do.
            services.AddSingleton(telemetry);
            services.AddHostedService<TelemetryExport>();
        }

        services.AddSingleton(WebOptionsReader.Read(configuration));
        services.AddSingleton<PagePolicy>();
        services.AddSingleton<WebAssets>();
        services.AddSingleton<WebRoutes>();
        JournalServices.Add(services);
        services.AddMedusaEngine(configuration);
        services.AddMedusaEpisodes();
        services.AddSingleton(options);
        services.AddSingleton(OptionsSection.Read<LimitOptions>(configuration, LimitOptions.Section));
        LimitServices.Add(services);
        services.AddSingleton<IHttpContextFactory, SessionKeyContexts>();
        // The slim builder sets the simple format after it has read the configuration, which would count for nothing.
        services.PostConfigure<ConsoleLoggerOptions>(console => console.FormatterName = configuration["Logging:Console:FormatterName"] ?? console.FormatterName);
        services.AddSingleton<AuditLog>();
        services.AddSingleton<RefusedAttempts>();
        services.AddSingleton<ApiKeys>();
        services.AddHostedService<KeysFileWatch>();
        services.AddSingleton<PageOrigins>();
        services.AddSingleton<HostNames>();
        services.AddSingleton<EnvironmentLookup>();
        services.AddSingleton<RoutePrelude>();
        services.AddSingleton<PluginCalls>();
        services.AddSingleton<PluginAudit>();
        services.AddHostedService(static provider => provider.GetRequiredService<PluginAudit>());
        services.AddSingleton<PluginReloads>();
        services.AddSingleton<PluginRoutes>();
        services.AddSingleton<UnusedPluginsRoute>();
        services.AddSingleton<ReadyRoute>();
        services.AddSingleton<LiveRoute>();
        services.AddSingleton<ClusterRoute>();
        services.AddSingleton<InitialEpisode>();
        services.AddSingleton<SessionGate>();
        services.AddSingleton<Readiness>();
        services.AddSingleton<GatewayMetrics>();
        services.AddSingleton<StepSender>();
        services.AddSingleton<EpisodeResets>();
        services.AddSingleton<SocketGrace>();
        services.AddSingleton<KeyedSessions>();
        services.AddSingleton<AgentTokens>();
        services.AddSingleton<AgentEpisodes>();
        services.AddSingleton<AgentTokenRoute>();
        services.AddSingleton<SessionFactory>();
        services.AddSingleton<SocketSessions>();
        services.AddSingleton<HttpEpisodes>();
        services.AddSingleton<McpDispatcher>();
        services.AddSingleton<McpSessions>();
        services.AddSingleton<Baselines>();
        services.AddSingleton<InfoRoutes>();
        services.AddSingleton<DocsAssets>();
        services.AddSingleton<DocsRoutes>();
        services.AddSingleton<ControlRoutes>();
        services.AddSingleton<SocketRoutes>();
        services.AddSingleton<McpRoutes>();
        services.AddSingleton<TaskApiRoutes>();
        services.AddSingleton<GradingRoutes>();
        services.AddSingleton<NativeEnvironmentRoutes>();
        services.AddSingleton<NativeEpisodeRoutes>();
        services.AddSingleton<NativeFrameServices>();
        services.AddSingleton<NativeSocketRoute>();
        services.AddSingleton<EventRoutes>();
        services.AddSingleton<EpisodeStarts>();
        services.AddSingleton<BatchReader>();
        services.AddSingleton<BatchRunner>();
        services.AddSingleton<BatchRoute>();
        services.AddSingleton<NativeFamilyRoutes>();
        services.AddSingleton<NativeRemovalRoute>();
        services.AddSingleton<NativeQueryRoutes>();
        services.AddHostedService<SessionShutdown>();
        services.AddHostedService<ReloadSignal>();
    }
}

using Medusa.Episodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Medusa.Gateway;

/// <summary>Medusa's server: the OpenEnv protocol and the native API.</summary>
public static class MedusaGateway
{
    /// <summary>
    /// Builds the server; nothing listens until it is started. Configuration comes from <c>appsettings.json</c> beside the executable, then variables, then the
    /// command line, then <see cref="GatewayArguments.Settings"/>.
    /// </summary>
    /// <param name="arguments">What the host was told.</param>
    /// <exception cref="GatewayStartException">The server cannot start as configured; the message is one line.</exception>
    /// <exception cref="EngineStartException">The engine that the configuration asks for cannot be used; the message is one line.</exception>
    public static WebApplication Build(GatewayArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var builder = Builder(arguments);
        var options = GatewayOptionsReader.Read(builder.Configuration, arguments);
        ConfigureServer(builder, options, OptionsSection.Read<HttpOptions>(builder.Configuration, HttpOptions.Section));
        GatewayServices.Add(builder.Services, options, builder.Configuration);
        arguments.ConfigureServices?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseMiddleware<EdgeMiddleware>();
        app.UseMiddleware<AccessMiddleware>();
        app.UseMiddleware<RequestSpans>();
        app.UseMiddleware<SessionKeyMiddleware>();
        app.Use(GatheringUpgrade.AddAsync);
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = options.PingInterval, KeepAliveTimeout = options.PongTimeout });
        GatewayRoutes.Map(app);
        return app;
    }

    /// <summary>A host with the configuration that a server reads, and nothing else yet.</summary>
    /// <param name="arguments">What the host was told.</param>
    internal static WebApplicationBuilder Builder(GatewayArguments arguments)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = arguments.CommandLine, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(arguments.Settings);
        if (arguments.Engine is { } engine)
        {
            builder.Configuration[$"{EngineOptions.Section}:{nameof(EngineOptions.Engine)}"] = engine;
        }

        return builder;
    }

    private static void ConfigureServer(WebApplicationBuilder builder, GatewayOptions options, HttpOptions http)
    {
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.ShutdownGrace + TimeSpan.FromSeconds(5));
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // The host logs a failed start with its stack and throws it too; who started the server says it in one line.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        builder.WebHost.ConfigureKestrel(server =>
        {
            ServerLimits.Apply(server, options, http);
            if (GatewayOptionsReader.Address(options.Host) is { } address)
            {
                server.Listen(address, options.Port);
            }
            else
            {
                server.ListenAnyIP(options.Port);
            }
        });
    }
}

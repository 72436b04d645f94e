using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Medusa.Gateway.Tests;

/// <summary>A real server on a free port of loopback, with the installed plugins.</summary>
public sealed class GatewayServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private GatewayServer(WebApplication app)
    {
        this.app = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Http = new HttpClient { BaseAddress = Address };
    }

    public Uri Address { get; }

    public IServiceProvider Services => app.Services;

    public HttpClient Http { get; }

    public static Task<GatewayServer> StartAsync(params (string Name, string Value)[] settings) =>
        StartAsync(services => services.AddSingleton<Medusa.Episodes.IEnvironmentCatalogue>(TestEnvironments.Catalogue), settings);

    /// <summary>A server with services of the test's own.</summary>
    public static Task<GatewayServer> StartAsync(Action<IServiceCollection> configureServices, params (string Name, string Value)[] settings) =>
        StartAsync(configureServices, [], settings);

    /// <summary>A server with services of the test's own and a command line.</summary>
    public static async Task<GatewayServer> StartAsync(Action<IServiceCollection> configureServices, string[] commandLine, params (string Name, string Value)[] settings)
    {
        var app = MedusaGateway.Build(new GatewayArguments
        {
            Port = 0,
            CommandLine = commandLine,
            Settings = settings.ToDictionary(setting => $"Medusa:{setting.Name}", setting => (string?)setting.Value),
            ConfigureServices = configureServices,
        });
        await app.StartAsync();
        return new GatewayServer(app);
    }

    public Task StopAsync() => app.StopAsync();

    public async Task<TestSocket> ConnectAsync(string path = "/envs/medusa-v0/ws", string? authorization = null)
    {
        var socket = new ClientWebSocket();
        if (authorization is not null)
        {
            socket.Options.SetRequestHeader("Authorization", authorization);
        }

        await socket.ConnectAsync(new Uri($"ws://{Address.Authority}{path}"), TestTime.Limit());
        return new TestSocket(socket);
    }

    /// <summary>Sends a request; a body that is a string is sent as it is.</summary>
    public async Task<TestAnswer> SendAsync(string method, string path, string? body = null, string? authorization = null, string contentType = "application/json", string? accept = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, contentType);
        }

        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        using var response = await Http.SendAsync(request, TestTime.Limit());
        return new TestAnswer(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            await response.Content.ReadAsStringAsync(),
            response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
    }
}

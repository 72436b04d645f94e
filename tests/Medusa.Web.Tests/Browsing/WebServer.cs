using System.Net.Http.Json;
using System.Text.Json;
using Medusa.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Medusa.Web.Tests.Browsing;

/// <summary>A gateway on a free port of loopback with the installed plugins, and a client of it beside the browser.</summary>
public sealed class WebServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient http;

    private WebServer(WebApplication app)
    {
        this.app = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        http = new HttpClient { BaseAddress = Address };
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts a gateway.</summary>
    /// <param name="settings">Settings below <c>Medusa</c>.</param>
    public static async Task<WebServer> StartAsync(params (string Name, string Value)[] settings)
    {
        var app = MedusaGateway.Build(new GatewayArguments
        {
            Port = 0,
            Settings = settings.ToDictionary(setting => $"Medusa:{setting.Name}", setting => (string?)setting.Value),
        });
        await app.StartAsync();
        return new WebServer(app);
    }

    /// <summary>Sends a request as another client does, and reads its answer.</summary>
    /// <exception cref="HttpRequestException">The server refused.</exception>
    public async Task<JsonElement> SendAsync(string method, string path, object? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : JsonContent.Create(body) };
        if (key is not null)
        {
            request.Headers.Authorization = new("Bearer", key);
        }

        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonDocument.Parse(text.Length == 0 ? "null" : text).RootElement.Clone()
            : throw new HttpRequestException($"{method} {path} gave {(int)response.StatusCode}: {text}");
    }

    /// <summary>Starts an episode under a name.</summary>
    public Task StartEpisodeAsync(string id, object? seed = null, string environment = "medusa", object? options = null, object? labels = null, string? task = null) =>
        SendAsync("POST", "/v1/episodes", new { environment, episode_id = id, seed, options = options ?? new { }, labels = labels ?? new { }, task });

    /// <summary>Takes steps of MEDUSA's operators.</summary>
    public async Task StepAsync(string id, params string[] actions)
    {
        foreach (var action in actions)
        {
            await SendAsync("POST", $"/v1/episodes/{id}/step", new { action = new { action } });
        }
    }

    /// <summary>Buys samples in an episode of DataSelect.</summary>
    public Task SelectAsync(string id, int batch, double uncertainty = 0.5, double diversity = 0.3, double random = 0.2) =>
        SendAsync("POST", $"/v1/episodes/{id}/step", new { action = new { action_type = "select_batch", batch_size = batch, strategy_weights = new { uncertainty, diversity, random } } });

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}

using Medusa.Gateway;
using Microsoft.AspNetCore.Builder;

namespace Medusa.Client.Tests;

/// <summary>A real gateway on a free port of this machine.</summary>
internal sealed class ServedGateway : IAsyncDisposable
{
    private readonly WebApplication application;

    private ServedGateway(WebApplication application) => this.application = application;

    public Uri Address => new(application.Urls.First());

    /// <param name="settings">Settings, such as <c>--Medusa:Journal:Kind=memory</c>.</param>
    public static async Task<ServedGateway> StartAsync(params string[] settings)
    {
        var application = MedusaGateway.Build(new GatewayArguments { Host = "127.0.0.1", Port = 0, CommandLine = settings });
        await application.StartAsync();
        return new ServedGateway(application);
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();
}

using Medusa.Gateway;
using Microsoft.AspNetCore.Builder;

namespace Medusa.Cli.Tests;

/// <summary>A real gateway on a free port of this machine.</summary>
internal sealed class ServedGateway : IAsyncDisposable
{
    private readonly WebApplication application;

    private ServedGateway(WebApplication application) => this.application = application;

    public string Url => application.Urls.First();

    public static async Task<ServedGateway> StartAsync(IReadOnlyDictionary<string, string?>? settings = null)
    {
        var application = MedusaGateway.Build(new GatewayArguments { Host = "127.0.0.1", Port = 0, Settings = settings ?? new Dictionary<string, string?>() });
        await application.StartAsync();
        return new ServedGateway(application);
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();
}

using Medusa.Episodes;
using Medusa.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Medusa.Gateway.Tests;

/// <summary>A server whose plugins come from a folder of the test's own.</summary>
internal sealed class PluginServer : IAsyncDisposable
{
    private readonly DirectoryInfo folder;

    private PluginServer(DirectoryInfo folder, GatewayServer server) => (this.folder, Gateway) = (folder, server);

    public PluginCatalogue Host => (PluginCatalogue)Gateway.Services.GetRequiredService<IEnvironmentCatalogue>();

    public GatewayServer Gateway { get; }

    public string Root => folder.FullName;

    public static Task<PluginServer> StartAsync(PluginSource[] sources, params (string Name, string Value)[] settings) => StartAsync(sources, _ => { }, settings);

    /// <summary>A server with services of the test's own.</summary>
    public static async Task<PluginServer> StartAsync(PluginSource[] sources, Action<IServiceCollection> configureServices, params (string Name, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("medusa-gateway-");
        foreach (var source in sources)
        {
            PluginFolder.Write(folder.FullName, source.Assembly.ToLowerInvariant(), source);
        }

        return new PluginServer(folder, await GatewayServer.StartAsync(configureServices, [.. settings, ("PluginsPath", folder.FullName)]));
    }

    public void Install(PluginSource source) => PluginFolder.Write(Root, source.Assembly.ToLowerInvariant(), source);

    public void Remove(PluginSource source) => Directory.Delete(Path.Combine(Root, $"{source.Assembly.ToLowerInvariant()}@1.0.0"), recursive: true);

    public Task<TestAnswer> ReloadAsync() => Gateway.SendAsync("POST", "/v1/plugins/reload");

    public string? StateOf(PluginSource source) => Host.Plugins.Single(plugin => plugin.Folder == $"{source.Assembly.ToLowerInvariant()}@1.0.0").State.ToString();

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        folder.Delete(recursive: true);
    }
}

using System.Collections.Immutable;
using Medusa.Episodes;
using Microsoft.Extensions.Logging;

namespace Medusa.Gateway;

/// <summary>Has the plugin host read its folder again, one reload at a time, and says in the log who asked.</summary>
/// <param name="environments">Knows the plugin host.</param>
/// <param name="log">The log.</param>
internal sealed partial class PluginReloads(EnvironmentLookup environments, ILogger<PluginReloads> log)
{
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>Reloads.</summary>
    /// <param name="caller">Who asks, for the log.</param>
    /// <param name="cancellation">Stops waiting; a reload that began goes on.</param>
    /// <returns>The plugins afterwards; null where the catalogue is fixed.</returns>
    public async Task<ImmutableArray<PluginStatus>?> RunAsync(string caller, CancellationToken cancellation)
    {
        if (environments.Host is not { } host)
        {
            return null;
        }

        await turn.WaitAsync(cancellation);
        try
        {
            Asked(log, caller);
            var plugins = await host.ReloadAsync(cancellation);
            Done(log, caller, plugins.Count(plugin => plugin.State == PluginState.Active), plugins.Count(plugin => plugin.State == PluginState.Rejected), plugins.Length);
            return plugins;
        }
        finally
        {
            turn.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Caller} asked for a reload of the plugins.")]
    private static partial void Asked(ILogger log, string caller);

    [LoggerMessage(Level = LogLevel.Information, Message = "Plugins reloaded for {Caller}: {Active} active, {Rejected} rejected, {All} known.")]
    private static partial void Done(ILogger log, string caller, int active, int rejected, int all);
}

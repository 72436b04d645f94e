using System.Collections.Immutable;
using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>Has the plugin host read its folder again, one reload at a time, and writes down who asked and what became of it.</summary>
/// <param name="environments">Knows the plugin host.</param>
/// <param name="plugins">Writes down how plugins stand.</param>
/// <param name="audit">Where it is written down.</param>
internal sealed class PluginReloads(EnvironmentLookup environments, PluginAudit plugins, AuditLog audit)
{
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>Reloads.</summary>
    /// <param name="caller">Who asks.</param>
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
            // What happened before is not the reload's doing, and would not be seen after it where it lifts a quarantine.
            plugins.Look();
            audit.PluginReloadAsked(caller);
            var after = await host.ReloadAsync(cancellation);
            plugins.Look();
            audit.PluginsReloaded(caller, after.Count(plugin => plugin.State == PluginState.Active), after.Count(plugin => plugin.State == PluginState.Rejected), after.Length);
            return after;
        }
        finally
        {
            turn.Release();
        }
    }
}

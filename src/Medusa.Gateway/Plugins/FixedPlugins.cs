using System.Collections.Immutable;
using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>What a catalogue that cannot change while the server runs tells of plugins; the folders of those it loaded are not known.</summary>
internal static class FixedPlugins
{
    /// <summary>The plugins that were loaded at the start and those that were not; of other catalogues those that offer an environment.</summary>
    /// <param name="catalogue">The catalogue.</param>
    public static ImmutableArray<PluginStatus> Of(IEnvironmentCatalogue catalogue) => catalogue is PluginCatalogue loaded
        ?
        [
            .. loaded.Plugins.Select(plugin => Active(plugin.Provenance, plugin.Environments) with { Description = plugin.Manifest.Description, License = plugin.Manifest.License }),
            .. loaded.Rejected.Select(plugin => new PluginStatus(plugin.Folder, PluginState.Rejected, plugin.Reason, default) { Fault = plugin.Fault }),
        ]
        : [.. catalogue.Environments.GroupBy(environment => environment.Provenance).Select(plugin => Active(plugin.Key, plugin))];

    private static PluginStatus Active(PluginProvenance plugin, IEnumerable<LoadedEnvironment> environments) => new(string.Empty, PluginState.Active, null, default)
    {
        Id = plugin.Id,
        Version = plugin.Version,
        Sha256 = plugin.Sha256,
        Environments = [.. environments.Select(environment => $"{environment.Definition.Name}@{environment.Definition.Version}")],
    };
}

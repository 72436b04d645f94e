using System.Collections.Immutable;
using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>What a catalogue that cannot change while the server runs tells of plugins: those that offer an environment.</summary>
internal static class FixedPlugins
{
    /// <summary>The plugins of a catalogue; their folders are not known.</summary>
    /// <param name="catalogue">The catalogue.</param>
    public static ImmutableArray<PluginStatus> Of(IEnvironmentCatalogue catalogue) =>
        [.. catalogue.Environments.GroupBy(environment => environment.Provenance).Select(plugin => Active(plugin.Key, plugin))];

    private static PluginStatus Active(PluginProvenance plugin, IEnumerable<LoadedEnvironment> environments) => new(string.Empty, PluginState.Active, null, default)
    {
        Id = plugin.Id,
        Version = plugin.Version,
        Sha256 = plugin.Sha256,
        Environments = [.. environments.Select(environment => $"{environment.Definition.Name}@{environment.Definition.Version}")],
    };
}

using System.Collections.Immutable;
using System.Runtime.Loader;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>An environment together with the plugin it came from.</summary>
/// <param name="Definition">The environment.</param>
/// <param name="Provenance">Where its code came from; for one that a file composed, the file and the plugins it uses.</param>
public sealed record LoadedEnvironment(EnvironmentDefinition Definition, PluginProvenance Provenance)
{
    private readonly ImmutableArray<PluginProvenance> plugins;

    /// <summary>The plugins whose code it runs: its own, or those that a file composed.</summary>
    public ImmutableArray<PluginProvenance> Plugins
    {
        get => plugins.IsDefault ? [Provenance] : plugins;
        init => plugins = value;
    }

    /// <summary>The plugin whose assembly a part comes from.</summary>
    /// <param name="part">An operator, rule or check of the environment.</param>
    public PluginProvenance OwnerOf(object part)
    {
        ArgumentNullException.ThrowIfNull(part);
        var context = AssemblyLoadContext.GetLoadContext(part.GetType().Assembly)?.Name;
        return Plugins.FirstOrDefault(plugin => $"{plugin.Id}@{plugin.Version}" == context) ?? Plugins[0];
    }
}

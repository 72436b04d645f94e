using System.Collections.Immutable;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>Where an environment file's parts come from: plugins by id, and the environments they offer as <c>name@version</c>.</summary>
/// <param name="plugins">The plugins in use, newest version of an id first.</param>
/// <param name="environments">What they offer.</param>
internal sealed class PartSources(ImmutableArray<LoadedPlugin> plugins, EnvironmentCatalogue environments)
{
    /// <summary>What can be named.</summary>
    public string Known => string.Join(", ", plugins.Select(plugin => plugin.Manifest.Id).Concat(environments.Versions.Select(NameOf)).Distinct());

    /// <summary>The parts of a source with the plugin they come from, or null.</summary>
    /// <param name="from">A plugin's id or an environment, with or without its version.</param>
    public (PluginParts Parts, PluginProvenance Plugin)? Find(string from)
    {
        if (FindEnvironment(from) is { } environment)
        {
            var definition = environment.Definition;
            return (new PluginParts { Operators = definition.Operators, Rewards = definition.Rewards, Checks = definition.Checks, Tasks = definition.Tasks, Policies = definition.Policies }, environment.Provenance);
        }

        return plugins.FirstOrDefault(plugin => plugin.Manifest.Id == from) is { } found ? (found.Parts, found.Provenance) : null;
    }

    /// <summary>An environment, with or without its version, or null.</summary>
    /// <param name="name">Its name.</param>
    public LoadedEnvironment? FindEnvironment(string name) =>
        name.Split('@', 2) is [var first, var version] ? environments.Find(first, version) : environments.Find(name);

    private static string NameOf(LoadedEnvironment environment) => $"{environment.Definition.Name}@{environment.Definition.Version}";
}

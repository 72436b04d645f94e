using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Cli.Plugins;

/// <summary>Finds an environment in a plugin.</summary>
internal static class PluginEnvironment
{
    /// <summary>The environment of that name, in its greatest version; without a name the only one.</summary>
    /// <exception cref="CommandException">There is none, or several and no name.</exception>
    public static LoadedEnvironment Require(LoadedPlugin plugin, string? name)
    {
        var catalogue = new EnvironmentCatalogue(plugin.Environments);
        if (catalogue.Environments.IsEmpty)
        {
            throw new CommandException(
                ExitCode.Usage, $"{plugin.Manifest.Id} offers no environment, only parts: compose them in an environment file and serve that.");
        }

        return name is null && catalogue.Environments is [var only] ? only
            : name is not null && catalogue.Find(name) is { } found ? found
            : throw new CommandException(
                ExitCode.Usage, $"Name an environment of {plugin.Manifest.Id} with --environment: {string.Join(", ", catalogue.Environments.Select(offered => offered.Definition.Name))}.");
    }

    /// <summary>The policy of that name; without a name the environment's baseline, its first policy, or one that draws operators.</summary>
    public static IPolicy Policy(EnvironmentDefinition environment, string? name) =>
        name is null && environment.BaselinePolicy is null && environment.Policies.IsEmpty
            ? new DrawnOperators(environment)
            : Hosts.EmbeddedHost.RequirePolicy(environment, name);
}

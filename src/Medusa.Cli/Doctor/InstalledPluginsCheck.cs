using Medusa.Episodes;
using Medusa.Gateway;
using Microsoft.Extensions.Logging.Abstractions;

namespace Medusa.Cli.Doctor;

/// <summary>Whether the plugins load, as a server loads them: manifest, digests, contract, allow-list, registration; and whether all environments are there.</summary>
internal sealed class InstalledPluginsCheck(EpisodesOptions episodes, GatewayOptions? gateway) : Check("plugins")
{
    public override Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation)
    {
        using var catalogue = PluginCatalogue.Load(episodes, NullLogger.Instance);
        var findings = new List<Finding>();
        foreach (var plugin in catalogue.Plugins)
        {
            findings.Add(StateOf(plugin));
        }

        var names = catalogue.Environments.Select(environment => environment.Definition.Name).ToArray();
        if (names.Length == 0)
        {
            findings.Add(Problem(
                $"No environment is installed in {Path.GetFullPath(episodes.PluginsPath, AppContext.BaseDirectory)}.", "Install one with 'medusa plugin install', or name the folder in Medusa:PluginsPath."));
        }
        else if (gateway is not null && !names.Contains(gateway.DefaultEnvironment, StringComparer.OrdinalIgnoreCase))
        {
            findings.Add(Warning($"The default environment '{gateway.DefaultEnvironment}' is not installed: '{names[0]}' is served at /.", $"Choose one of {string.Join(", ", names)} as Medusa:DefaultEnvironment."));
        }

        findings.AddRange(catalogue.MissingEnvironments.Select(missing => Problem(
            $"The required environment {missing} is missing: the server would never be ready.", "Install the plugin that offers it, or take it out of Medusa:RequiredEnvironments.")));
        return Found(findings);
    }

    private Finding StateOf(PluginStatus plugin)
    {
        var name = plugin.Id is null ? plugin.Folder : $"{plugin.Id}@{plugin.Version}";
        return plugin.State == PluginState.Rejected
            ? Problem($"{name} is not loaded ({plugin.Fault}): {plugin.Reason}", "Install it again, allow it in Medusa:PluginAllowList, or remove its folder.")
            : Ok($"{name} offers {(plugin.Environments.IsEmpty ? "parts for environment files" : string.Join(", ", plugin.Environments))}.");
    }
}

using System.Collections.Immutable;

namespace Medusa.Episodes;

/// <summary>What loads, watches and unloads plugins while the server runs. Safe to call concurrently.</summary>
public interface IPluginHost
{
    /// <summary>Every plugin known since the start, by folder name, rejected and unloaded ones included.</summary>
    ImmutableArray<PluginStatus> Plugins { get; }

    /// <summary>Required environments that cannot take new episodes, as configured; empty means ready.</summary>
    ImmutableArray<string> MissingEnvironments { get; }

    /// <summary>
    /// Reads the plugins' folder and the environment files again: what is new is loaded, what is gone or superseded drains, quarantines are lifted.
    /// A folder that cannot be loaded changes nothing else.
    /// </summary>
    /// <param name="cancellation">Stops waiting; a reload that began goes on.</param>
    /// <returns>The plugins afterwards.</returns>
    Task<ImmutableArray<PluginStatus>> ReloadAsync(CancellationToken cancellation = default);

    /// <summary>Stops new episodes in a plugin's environments. A required plugin is not quarantined: readiness turns false instead.</summary>
    /// <param name="plugin">The plugin.</param>
    /// <param name="reason">Why, in one sentence.</param>
    void Quarantine(PluginProvenance plugin, string reason);

    /// <summary>Registers something that holds environments and must let go of them before a plugin can unload.</summary>
    /// <param name="user">An engine or a cache.</param>
    void Attach(IPluginUser user);
}

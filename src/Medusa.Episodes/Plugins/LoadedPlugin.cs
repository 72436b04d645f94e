using System.Collections.Immutable;
using System.Runtime.Loader;

namespace Medusa.Episodes;

/// <summary>A plugin that was loaded.</summary>
/// <param name="Manifest">What it says of itself.</param>
/// <param name="Provenance">Id, version and digest of the bytes loaded.</param>
/// <param name="Environments">What it offers.</param>
/// <param name="Context">Its load context; unloads once nothing refers to its types any more.</param>
public sealed record LoadedPlugin(PluginManifest Manifest, PluginProvenance Provenance, ImmutableArray<LoadedEnvironment> Environments, AssemblyLoadContext Context)
{
    /// <summary>What it registered, environments included.</summary>
    public PluginParts Parts { get; init; } = new();
}

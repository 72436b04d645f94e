namespace Medusa.Episodes;

/// <summary>A plugin of a node.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version; null where the manifest could not be read.</param>
/// <param name="Sha256">SHA-256 over its files; null where they could not be read.</param>
/// <param name="State">Where it stands on that node.</param>
public sealed record NodePlugin(string Id, string? Version, string? Sha256, PluginState State);

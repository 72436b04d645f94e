namespace Medusa.Client;

/// <summary>A plugin of a node.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version, or null.</param>
/// <param name="Sha256">SHA-256 over its files, or null.</param>
/// <param name="State">Where it stands on that node, such as <c>active</c>.</param>
public sealed record ClusterPlugin(string Id, string? Version, string? Sha256, string State);

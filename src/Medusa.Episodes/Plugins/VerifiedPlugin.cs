namespace Medusa.Episodes;

/// <summary>A plugin whose manifest, contract range and digests are in order; nothing of it has run.</summary>
/// <param name="Manifest">What it says of itself.</param>
/// <param name="Provenance">Id, version and digest of the bytes.</param>
/// <param name="Files">The bytes.</param>
internal sealed record VerifiedPlugin(PluginManifest Manifest, PluginProvenance Provenance, PluginFiles Files);

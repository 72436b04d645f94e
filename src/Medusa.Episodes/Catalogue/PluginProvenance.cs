namespace Medusa.Episodes;

/// <summary>Where an environment's code came from: recorded with each episode's first event.</summary>
/// <param name="Id">The plugin's id.</param>
/// <param name="Version">The plugin's version.</param>
/// <param name="Sha256">SHA-256 over the plugin's files, lower-case hexadecimal.</param>
public sealed record PluginProvenance(string Id, string Version, string Sha256);

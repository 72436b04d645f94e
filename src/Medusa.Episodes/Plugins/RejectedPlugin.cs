namespace Medusa.Episodes;

/// <summary>A plugin that was not loaded.</summary>
/// <param name="Folder">The name of its folder.</param>
/// <param name="Fault">Why, by kind.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record RejectedPlugin(string Folder, PluginFault Fault, string Reason);

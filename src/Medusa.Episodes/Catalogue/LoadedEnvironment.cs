using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>An environment together with the plugin it came from.</summary>
/// <param name="Definition">The environment.</param>
/// <param name="Provenance">Where its code came from.</param>
public sealed record LoadedEnvironment(EnvironmentDefinition Definition, PluginProvenance Provenance);

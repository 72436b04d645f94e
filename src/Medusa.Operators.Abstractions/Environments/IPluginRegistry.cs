namespace Medusa.Operators.Abstractions;

/// <summary>Collects what a plugin offers.</summary>
public interface IPluginRegistry
{
    /// <summary>Offers an environment.</summary>
    /// <param name="environment">The definition; (name, version) must not be offered by another plugin.</param>
    void Add(EnvironmentDefinition environment);
}

using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>The plugin of the MEDUSA environment.</summary>
public sealed class MedusaPlugin : IMedusaPlugin
{
    /// <inheritdoc/>
    public void Register(IPluginRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        registry.Add(MedusaEnvironment.Definition);
    }
}

using Medusa.Operators.Abstractions;
using Medusa.Operators.Default.V0;

namespace Medusa.Operators.Default;

/// <summary>The plugin of the MEDUSA environment in both versions.</summary>
public sealed class MedusaPlugin : IMedusaPlugin
{
    /// <inheritdoc/>
    public void Register(IPluginRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        registry.Add(MedusaEnvironment.Definition);
        registry.Add(MedusaV0Environment.Definition);
    }
}

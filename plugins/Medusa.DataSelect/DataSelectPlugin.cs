using Medusa.DataSelect.V0;
using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect;

/// <summary>Offers the environments <c>dataselect</c> and <c>dataselect-v0</c>.</summary>
public sealed class DataSelectPlugin : IMedusaPlugin
{
    /// <inheritdoc/>
    public void Register(IPluginRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        registry.Add(DataSelectEnvironment.Definition);
        registry.Add(DataSelectV0Environment.Definition);
    }
}

using Medusa.Operators.Abstractions;

namespace Medusa.Samples.Imputation;

/// <summary>Offers parts that an environment file adds to MEDUSA, or to any environment with tables of numbers.</summary>
public sealed class ImputationPlugin : IMedusaPlugin
{
    /// <inheritdoc/>
    public void Register(IPluginRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        registry.Add(new ImputeMedianOperator());
        registry.Add(new FlagOutliersOperator());
        registry.Add(ImputationRule.Template);
        registry.Add(new NoMissingNumbersCheck());
    }
}

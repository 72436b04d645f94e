using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>APPLY_SCD_1: upserts the joined table into Silver by logical row, registered columns only: current rows are overwritten. See <see cref="OverwritingLoad"/>.</summary>
public sealed class ApplyScd1Operator : IOperator
{
    /// <inheritdoc/>
    public string Name => MedusaActions.ApplyScd1;

    /// <inheritdoc/>
    public string Description => "Overwrite Silver's records (SCD type 1).";

    /// <inheritdoc/>
    public OperatorResult Apply(in OperatorContext context) => ScdStep.Apply(context, keepHistory: false);
}

using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>APPLY_SCD_2: closes the current version of each logical row whose values differ and opens a new one, registered columns only. See <see cref="VersioningLoad"/>.</summary>
public sealed class ApplyScd2Operator : IOperator
{
    /// <inheritdoc/>
    public string Name => MedusaActions.ApplyScd2;

    /// <inheritdoc/>
    public string Description => "Close old records of Silver, insert new ones with timestamps (SCD type 2).";

    /// <inheritdoc/>
    public OperatorResult Apply(in OperatorContext context) => ScdStep.Apply(context, keepHistory: true);
}

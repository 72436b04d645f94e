using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>+10 for each left join with rows that does not explode and leaves something in quarantine, be it an orphan or not.</summary>
internal sealed class QuarantinePrecision : IRewardRule
{
    /// <inheritdoc/>
    public string Name => "quarantine_precision";

    /// <inheritdoc/>
    public string Description => "+10 for a left join that puts rows into quarantine.";

    /// <inheritdoc/>
    public double Evaluate(in Transition transition) =>
        transition.Operator is ExecuteJoinLeft && Join.IsSound(transition) && transition.After[V0State.Quarantine].RowCount > 0 ? 10 : 0;
}

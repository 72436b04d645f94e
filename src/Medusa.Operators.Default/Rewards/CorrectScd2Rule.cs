using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>+5 for the first APPLY_SCD_2 that writes at least one row while the tracked column dim_status is registered; an initial load counts. Once an episode.</summary>
public sealed class CorrectScd2Rule : IRewardRule
{
    /// <inheritdoc/>
    public string Name => "correct_scd2";

    /// <inheritdoc/>
    public string Description => "+5 for the first APPLY_SCD_2 that writes rows with dim_status registered.";

    /// <inheritdoc/>
    public double Evaluate(in Transition transition)
    {
        var after = transition.After;
        return transition.TimesPaid == 0
            && transition.Operator.Name == MedusaActions.ApplyScd2
            && after.Get(MedusaState.ScdInserts) + after.Get(MedusaState.ScdUpdates) > 0
            && after[MedusaState.Silver].IndexOf(MedusaColumns.DimStatus) >= 0 ? 5 : 0;
    }
}

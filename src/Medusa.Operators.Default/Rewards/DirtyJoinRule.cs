using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>−30 for an inner or left join of a non-empty A that gives 0 rows while not both PREP flags are set. Repeats.</summary>
public sealed class DirtyJoinRule : IRewardRule
{
    /// <inheritdoc/>
    public string Name => "dirty_join";

    /// <inheritdoc/>
    public string Description => "−30 for an inner or left join that gives 0 rows while not both key columns were prepared.";

    /// <inheritdoc/>
    public double Evaluate(in Transition transition)
    {
        var after = transition.After;
        return JoinActions.IsPairing(transition.Operator)
            && after.Get(MedusaState.JoinRows) == 0
            && after[MedusaState.SourceA].RowCount > 0
            && !(after.Get(MedusaState.DidPrepA) && after.Get(MedusaState.DidPrepB)) ? -30 : 0;
    }
}

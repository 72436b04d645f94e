using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>+10 for a left or anti join after which quarantine is not empty and holds exactly the true orphans; not for a left join that exploded or gave 0 rows. Once an episode.</summary>
public sealed class QuarantinePrecisionRule : IRewardRule
{
    /// <inheritdoc/>
    public string Name => "quarantine_precision";

    /// <inheritdoc/>
    public string Description => "+10 for a left or anti join that quarantines exactly the true orphans, once an episode.";

    /// <inheritdoc/>
    public double Evaluate(in Transition transition)
    {
        var after = transition.After;
        return transition.TimesPaid == 0
            && JoinActions.IsQuarantining(transition.Operator)
            && !(JoinActions.IsPairing(transition.Operator) && (after.Get(MedusaState.Exploded) || after.Get(MedusaState.JoinRows) == 0))
            && after[MedusaState.Quarantine].RowCount > 0
            && TrueOrphans.Of(after).AreExactly(after[MedusaState.Quarantine]) ? 10 : 0;
    }
}

using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>+25 for an inner or left join that neither explodes nor is empty, with a match rate over 0.90. Once an episode.</summary>
public sealed class HighMatchRule : IRewardRule
{
    /// <inheritdoc/>
    public string Name => "high_match";

    /// <inheritdoc/>
    public string Description => "+25 for an inner or left join with a match rate over 0.90, once an episode.";

    /// <inheritdoc/>
    public double Evaluate(in Transition transition)
    {
        var after = transition.After;
        return transition.TimesPaid == 0
            && JoinActions.IsPairing(transition.Operator)
            && !after.Get(MedusaState.Exploded)
            && after.Get(MedusaState.JoinRows) > 0
            && after.Get(MedusaState.MatchRateAtJoin) > 0.90 ? 25 : 0;
    }
}

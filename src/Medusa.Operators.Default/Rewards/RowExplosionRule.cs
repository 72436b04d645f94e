using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>−100 for an inner or left join that gives more than 1.05 times the rows of A that found a partner. Repeats.</summary>
public sealed class RowExplosionRule : IRewardRule
{
    /// <inheritdoc/>
    public string Name => "row_explosion";

    /// <inheritdoc/>
    public string Description => "−100 for an inner or left join that explodes.";

    /// <inheritdoc/>
    public double Evaluate(in Transition transition) =>
        JoinActions.IsPairing(transition.Operator) && transition.After.Get(MedusaState.Exploded) ? -100 : 0;
}

using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>−100 for a join that explodes.</summary>
internal sealed class RowExplosion : IRewardRule
{
    /// <inheritdoc/>
    public string Name => "row_explosion";

    /// <inheritdoc/>
    public string Description => "-100 for a join of more rows than 1.05 times the facts.";

    /// <inheritdoc/>
    public double Evaluate(in Transition transition) => Join.IsOf(transition) && transition.After.Get(V0State.Exploded) ? -100 : 0;
}

using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>−30 for a join without rows, an anti join included, unless both sources' keys were prepared.</summary>
internal sealed class DirtyJoin : IRewardRule
{
    /// <inheritdoc/>
    public string Name => "dirty_join";

    /// <inheritdoc/>
    public string Description => "-30 for a join that gives no rows while the keys of A and B were not both prepared.";

    /// <inheritdoc/>
    public double Evaluate(in Transition transition) =>
        Join.IsEmpty(transition) && !(transition.Before.Get(V0State.DidPrepA) && transition.Before.Get(V0State.DidPrepB)) ? -30 : 0;
}

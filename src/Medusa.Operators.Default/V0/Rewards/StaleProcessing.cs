using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>−15 for each join and SCD action while a source is stale and SYNC_CHECK was never called.</summary>
internal sealed class StaleProcessing : IRewardRule
{
    /// <inheritdoc/>
    public string Name => "stale_processing";

    /// <inheritdoc/>
    public string Description => "-15 for a join or SCD action on a stale source before any SYNC_CHECK.";

    /// <inheritdoc/>
    public double Evaluate(in Transition transition)
    {
        var before = transition.Before;
        return (before.Get(V0State.IsStaleA) || before.Get(V0State.IsStaleB))
            && !before.Get(V0State.DidSyncCheck)
            && (Join.IsOf(transition) || transition.Operator is ApplyScd1 or ApplyScd2)
            ? -15
            : 0;
    }
}

using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>−15 for each join, SCD apply and COMMIT while a source is stale and SYNC_CHECK was never called. Repeats.</summary>
public sealed class StaleProcessingRule : IRewardRule
{
    /// <inheritdoc/>
    public string Name => "stale_processing";

    /// <inheritdoc/>
    public string Description => "−15 for each join, SCD apply and COMMIT while a source is stale and SYNC_CHECK was never called.";

    /// <inheritdoc/>
    public double Evaluate(in Transition transition)
    {
        var before = transition.Before;
        return (before.Get(MedusaState.IsStaleA) || before.Get(MedusaState.IsStaleB))
            && !before.Get(MedusaState.DidSyncCheck)
            && IsProcessing(transition.Operator.Name) ? -15 : 0;
    }

    private static bool IsProcessing(string action) => action
        is MedusaActions.ExecuteJoinInner or MedusaActions.ExecuteJoinLeft or MedusaActions.ExecuteJoinAnti
        or MedusaActions.ApplyScd1 or MedusaActions.ApplyScd2 or MedusaActions.Commit;
}

using System.Globalization;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>SYNC_CHECK: looks at the age of both sources. They stay as stale as they are; what changes is that the agent knows.</summary>
public sealed class SyncCheckOperator : IOperator
{
    private static readonly RecordShape Metrics = new("time_delta_a", "time_delta_b", "is_stale_a", "is_stale_b", "rows_a", "rows_b");

    /// <inheritdoc/>
    public string Name => MedusaActions.SyncCheck;

    /// <inheritdoc/>
    public string Description => "Verify the freshness of both sources.";

    /// <inheritdoc/>
    public OperatorResult Apply(in OperatorContext context)
    {
        var state = context.State;
        var (hoursA, hoursB) = (state.Get(MedusaState.TimeDeltaA), state.Get(MedusaState.TimeDeltaB));
        var (staleA, staleB) = (state.Get(MedusaState.IsStaleA), state.Get(MedusaState.IsStaleB));
        var edit = state.Edit();
        edit.Set(MedusaState.DidSyncCheck, true);
        return new OperatorResult(
            edit.Build(),
            string.Create(CultureInfo.InvariantCulture, $"SYNC_CHECK: A={hoursA:F1}h [{Freshness(staleA)}] | B={hoursB:F1}h [{Freshness(staleB)}]"),
            Metrics.With(hoursA, hoursB, staleA, staleB, state[MedusaState.SourceA].RowCount, state[MedusaState.SourceB].RowCount));
    }

    private static string Freshness(bool isStale) => isStale ? "STALE" : "FRESH";
}

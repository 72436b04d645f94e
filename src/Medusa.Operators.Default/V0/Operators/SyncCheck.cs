using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>SYNC_CHECK: reports the sources' ages and remembers that it was called; staleness stays.</summary>
internal sealed class SyncCheck : IOperator
{
    /// <inheritdoc/>
    public string Name => MedusaActions.SyncCheck;

    /// <inheritdoc/>
    public string Description => "Verifies how fresh both sources are.";

    /// <inheritdoc/>
    public OperatorResult Apply(in OperatorContext context)
    {
        var report = context.State.Memo as SyncReport ?? SyncReport.Of(context.State);
        var edit = context.State.Edit();
        edit.Set(V0State.DidSyncCheck, true);
        return new OperatorResult(edit.Build(), report.Message, report.Metrics);
    }
}

using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>SYNC_CHECK: looks at the age of both sources. They stay as stale as they are; what changes is that the agent knows.</summary>
public sealed class SyncCheckOperator : IOperator
{
    /// <inheritdoc/>
    public string Name => MedusaActions.SyncCheck;

    /// <inheritdoc/>
    public string Description => "Verify the freshness of both sources.";

    /// <inheritdoc/>
    public OperatorResult Apply(in OperatorContext context)
    {
        var report = context.State.Memo as SyncReport ?? SyncReport.Of(context.State);
        var edit = context.State.Edit();
        edit.Set(MedusaState.DidSyncCheck, true);
        return new OperatorResult(edit.Build(), report.Message, report.Metrics);
    }
}

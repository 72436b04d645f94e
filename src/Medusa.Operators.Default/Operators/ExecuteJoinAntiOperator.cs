using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>
/// EXECUTE_JOIN_ANTI: replaces quarantine by the unmatched and NULL-key rows of A, and leaves the joined table and what is known of the last join as they are. So
/// inner and anti join, in either order, put every row where a left join puts it.
/// </summary>
public sealed class ExecuteJoinAntiOperator : IOperator
{
    /// <inheritdoc/>
    public string Name => MedusaActions.ExecuteJoinAnti;

    /// <inheritdoc/>
    public string Description => "Anti join: the rows of A without a match in B go to quarantine.";

    /// <inheritdoc/>
    public OperatorResult Apply(in OperatorContext context)
    {
        var (a, b) = (context.State[MedusaState.SourceA], context.State[MedusaState.SourceB]);
        var report = JoinReport.OfAnti(a, b);
        var edit = context.State.Edit();
        edit.Set(MedusaState.Quarantine, JoinOutcome.Of(a, b).Unmatched);
        return new OperatorResult(edit.Build(), report.Message, report.Metrics);
    }
}

using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>
/// EXECUTE_JOIN_LEFT: every row of A goes to exactly one place. Matched rows go to the joined table, unmatched and NULL-key rows, whole and with a reason, to
/// quarantine, which it replaces. With a unique B: rows(A) = rows(joined) + rows(quarantine).
/// </summary>
public sealed class ExecuteJoinLeftOperator : IOperator
{
    /// <inheritdoc/>
    public string Name => MedusaActions.ExecuteJoinLeft;

    /// <inheritdoc/>
    public string Description => "Left join of A and B: matched rows to the joined table, all others to quarantine.";

    /// <inheritdoc/>
    public OperatorResult Apply(in OperatorContext context)
    {
        var state = context.State;
        var (a, b) = (state[MedusaState.SourceA], state[MedusaState.SourceB]);
        var outcome = JoinOutcome.Of(a, b);
        var report = JoinReport.OfLeft(a, b);
        var edit = state.Edit();
        JoinStep.Record(ref edit, state, "left", outcome);
        edit.Set(MedusaState.Quarantine, outcome.Unmatched);
        return new OperatorResult(edit.Build(), report.Message, report.Metrics);
    }
}

using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>EXECUTE_JOIN_INNER: matched rows go to the joined table, the others are dropped (the metrics say how many); quarantine stays as it is.</summary>
public sealed class ExecuteJoinInnerOperator : IOperator
{
    /// <inheritdoc/>
    public string Name => MedusaActions.ExecuteJoinInner;

    /// <inheritdoc/>
    public string Description => "Inner join of A and B: matched rows to the joined table, all others dropped.";

    /// <inheritdoc/>
    public OperatorResult Apply(in OperatorContext context)
    {
        var state = context.State;
        var (a, b) = (state[MedusaState.SourceA], state[MedusaState.SourceB]);
        var report = JoinReport.OfInner(a, b, state[MedusaState.Quarantine].RowCount);
        var edit = state.Edit();
        JoinStep.Record(ref edit, state, "inner", JoinOutcome.Of(a, b));
        return new OperatorResult(edit.Build(), report.Message, report.Metrics);
    }
}

using Medusa.Operators.Abstractions;
using Medusa.Operators.Default.V0.Python;

namespace Medusa.Operators.Default.V0;

/// <summary>
/// COMMIT: audits the tables and ends the episode. The observer adds the total reward, which only the host knows, and the score to the message.
/// </summary>
internal sealed class Commit : IOperator
{
    private static readonly RecordShape Shape = new("grader_passed", "grader_report", "silver_rows", "quarantine_rows", "governance_log_entries", "score");

    /// <inheritdoc/>
    public string Name => MedusaActions.Commit;

    /// <inheritdoc/>
    public string Description => "Finalises the pipeline and triggers the grader's audit.";

    /// <inheritdoc/>
    public OperatorResult Apply(in OperatorContext context)
    {
        var grade = GradeReport.Of(context.Checks, context.State);
        var report = AuditReport.Text(grade);
        var silverRows = context.State[V0State.Silver].RowCount;
        var quarantineRows = context.State[V0State.Quarantine].RowCount;
        var edit = context.State.Edit();
        edit.Set(V0State.GraderPassed, grade.Passed);
        edit.Set(V0State.GraderReport, report);
        edit.Set(V0State.SilverRows, silverRows);
        edit.Set(V0State.QuarantineRows, quarantineRows);
        var state = edit.Build();
        var score = V0Tasks.Named(state.Get(V0State.ScoredTask)).ScoreOf(new Standing(state, IsCommitted: true, context.Step));
        return new OperatorResult(
            state,
            grade.Passed
                ? "COMMIT: episode finalized. Grader: PASS ✓ Bonus: +15.0"
                : $"COMMIT: episode finalized. Grader: FAIL ✗ Bonus: {PythonFormat.Signed(GraderBonus.Of(grade), 1)}",
            Shape.With(grade.Passed, report, silverRows, quarantineRows, context.Step, score))
        {
            EndReason = "committed",
            Grade = grade,
        };
    }
}

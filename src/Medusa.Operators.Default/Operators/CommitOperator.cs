using System.Globalization;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>COMMIT: ends the episode with the grader's audit.</summary>
public sealed class CommitOperator : IOperator
{
    private static readonly RecordShape Metrics = new("grader_passed", "checks_passed", "grader_report", "silver_rows", "quarantine_rows");

    /// <inheritdoc/>
    public string Name => MedusaActions.Commit;

    /// <inheritdoc/>
    public string Description => "Finalise the pipeline; the grader audits Silver and quarantine.";

    /// <inheritdoc/>
    public OperatorResult Apply(in OperatorContext context)
    {
        var state = context.State;
        var grade = GradeReport.Of(context.Checks, state);
        var report = Report(grade);
        var edit = state.Edit();
        edit.Set(MedusaState.Committed, true);
        edit.Set(MedusaState.GraderPassed, grade.Passed);
        edit.Set(MedusaState.GraderReport, report);
        return new OperatorResult(
            edit.Build(),
            string.Create(
                CultureInfo.InvariantCulture,
                $"COMMIT: episode finalized. Grader: {(grade.Passed ? "PASS" : "FAIL")} ({grade.PassedCount} of {grade.Checks.Length} checks)."),
            Metrics.With(grade.Passed, grade.PassedCount, report, state[MedusaState.Silver].RowCount, state[MedusaState.Quarantine].RowCount))
        {
            EndReason = "committed",
            Grade = grade,
        };
    }

    private static string Report(GradeReport grade)
    {
        var lines = new string[grade.Checks.Length];
        for (var index = 0; index < lines.Length; index++)
        {
            var check = grade.Checks[index];
            lines[index] = check.Passed ? check.Check + ": pass" : check.Check + ": fail (" + check.Reason + ")";
        }

        return string.Join('\n', lines);
    }
}

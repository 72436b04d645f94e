using System.Text;
using Medusa.Operators.Abstractions;
using Medusa.Operators.Default.V0.Python;

namespace Medusa.Operators.Default.V0;

/// <summary>The audit in the original's words.</summary>
internal static class AuditReport
{
    private static readonly string[] Labels = ["  Volume OK:    ", "  Integrity OK: ", "  Schema OK:    ", "  History OK:   "];
    private static readonly string AllPassed = Write(new GradeReport([.. Labels.Select(label => new CheckResult(label, true, null))]));

    /// <summary>The report on four verdicts: volume, integrity, schema, history.</summary>
    /// <param name="grade">The verdicts.</param>
    public static string Text(GradeReport grade) => grade.Passed ? AllPassed : Write(grade);

    private static string Write(GradeReport grade)
    {
        var text = new StringBuilder("=== MEDUSA Grader Audit ===");
        for (var index = 0; index < Labels.Length; index++)
        {
            text.Append('\n').Append(Labels[index]).Append(grade.Checks[index].Passed ? '✓' : '✗');
        }

        text.Append("\n  Bonus Reward: ").Append(PythonFormat.Signed(GraderBonus.Of(grade), 1));
        if (!grade.Passed)
        {
            text.Append("\n  Failures:");
            foreach (var check in grade.Checks)
            {
                if (!check.Passed)
                {
                    text.Append("\n    - ").Append(check.Reason);
                }
            }
        }

        return text.Append(grade.Passed ? "\n  PASS ✓" : "\n  FAIL ✗").ToString();
    }
}

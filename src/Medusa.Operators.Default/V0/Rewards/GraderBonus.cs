using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>
/// The audit's bonus at COMMIT: +15 for four passed checks, −20 for none, otherwise +3 for each passed and, a sign error of the original kept as it is,
/// +5 for each failed one: 14, 16 and 18 for one, two and three failures.
/// </summary>
internal sealed class GraderBonus : IRewardRule
{
    /// <inheritdoc/>
    public string Name => "grader";

    /// <inheritdoc/>
    public string Description => "At COMMIT: +15 for four passed checks, -20 for none, otherwise +3 a passed and +5 a failed one.";

    /// <summary>The bonus of an audit.</summary>
    /// <param name="grade">The four verdicts.</param>
    public static double Of(GradeReport grade)
    {
        var passed = grade.PassedCount;
        var failed = grade.Checks.Length - passed;
        return failed == 0 ? 15 : passed == 0 ? -20 : (passed * 3) + (failed * 5);
    }

    /// <inheritdoc/>
    public double Evaluate(in Transition transition) => transition.Result.Grade is { } grade ? Of(grade) : 0;
}

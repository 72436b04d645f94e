using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>At COMMIT: +15 where every check of the audit passes, otherwise −5 for each failed one.</summary>
public sealed class GraderRule : IRewardRule
{
    /// <inheritdoc/>
    public string Name => "grader";

    /// <inheritdoc/>
    public string Description => "+15 at COMMIT where every check passes, otherwise −5 for each failed one.";

    /// <inheritdoc/>
    public double Evaluate(in Transition transition) => transition.Result.Grade is not { } grade ? 0
        : grade.Passed ? 15
        : -5.0 * (grade.Checks.Length - grade.PassedCount);
}

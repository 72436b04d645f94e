using Medusa.Operators.Abstractions;

namespace MyPlugin;

/// <summary>Hands the readings over: the grader audits them and the episode ends.</summary>
public sealed class Finish : IOperator
{
    /// <summary>The operator's name.</summary>
    public const string Id = "FINISH";

    /// <inheritdoc/>
    public string Name => Id;

    /// <inheritdoc/>
    public string Description => "Hands the readings over and ends the episode.";

    /// <inheritdoc/>
    public OperatorResult Apply(in OperatorContext context)
    {
        var grade = GradeReport.Of(context.Checks, context.State);
        return new OperatorResult(context.State, $"{grade.PassedCount} of {grade.Checks.Length} checks passed.", Record.Of(("passed", grade.PassedCount)))
        {
            EndReason = "finished",
            Grade = grade,
        };
    }
}

using Medusa.Operators.Abstractions;

namespace Medusa.Samples.Imputation;

/// <summary>Pays for every cell that IMPUTE_MEDIAN filled, up to a bound a step.</summary>
/// <param name="perCell">What a cell pays.</param>
/// <param name="most">The most that a step pays.</param>
public sealed class ImputationRule(double perCell, double most) : IRewardRule
{
    /// <summary>The rule for environment files.</summary>
    public static RewardRuleTemplate Template { get; } = new(
        "imputation",
        "Pays for every missing number that was filled.",
        new ObjectDescriptor(
            "ImputationRuleParameters",
            [
                new FieldDescriptor("per_cell", FieldKind.Number) { Default = 0.1, Minimum = 0, Maximum = 10, Description = "What a cell pays." },
                new FieldDescriptor("most", FieldKind.Number) { Default = 5.0, Minimum = 0, Maximum = 100, Description = "The most that a step pays." },
            ]),
        static parameters => new ImputationRule(parameters["per_cell"].AsNumber, parameters["most"].AsNumber));

    /// <inheritdoc/>
    public string Name => "imputation";

    /// <inheritdoc/>
    public string Description => Template.Description;

    /// <inheritdoc/>
    public double Evaluate(in Transition transition) =>
        transition.Operator is ImputeMedianOperator ? Math.Min(most, perCell * transition.Result.Metrics[ImputeMedianOperator.Filled].AsInteger) : 0;
}

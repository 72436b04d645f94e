using Medusa.Operators.Abstractions;

namespace MyPlugin;

/// <summary>Pays the first time that <see cref="DropIncompleteRows"/> removes something. What it pays, an environment file says.</summary>
/// <param name="pay">What the rule pays.</param>
public sealed class RowsRemoved(double pay) : IRewardRule
{
    private const string Pay = "pay";

    /// <summary>The rule with its parameter, as the plugin registers it.</summary>
    public static RewardRuleTemplate Template { get; } = new(
        "rows_removed",
        "Pays the first time that incomplete rows are dropped.",
        new ObjectDescriptor("RowsRemovedParameters", [new FieldDescriptor(Pay, FieldKind.Number) { Description = "What the rule pays.", Default = 1.0, Minimum = -100, Maximum = 100 }]),
        parameters => new RowsRemoved(parameters[Pay].AsNumber));

    /// <inheritdoc/>
    public string Name => Template.Name;

    /// <inheritdoc/>
    public string Description => Template.Description;

    /// <inheritdoc/>
    public double Evaluate(in Transition transition) =>
        transition.TimesPaid == 0 && transition.Operator.Name == DropIncompleteRows.Id && transition.Result.Metrics["removed"].AsInteger > 0 ? pay : 0;
}

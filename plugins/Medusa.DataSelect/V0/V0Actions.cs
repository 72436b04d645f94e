using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect.V0;

/// <summary>The action on the wire: <c>{"action_type", "batch_size", "strategy_weights"}</c>; weights may have any names and any numbers.</summary>
internal static class V0Actions
{
    /// <summary>What stands beside the action's name.</summary>
    public static ObjectDescriptor Arguments { get; } = new(
        "DataSelectArguments",
        [
            new FieldDescriptor(DataSelectActions.BatchSize, FieldKind.Integer) { Required = true, Minimum = 0, Description = "Number of samples to select this step." },
            new FieldDescriptor(DataSelectActions.Weights, FieldKind.Object)
            {
                Required = true,
                Description = "Weights of uncertainty, diversity and random; normalised, need not sum to 1.",
            },
        ]);

    /// <summary>The action.</summary>
    public static ActionDescriptor Descriptor { get; } = new(
        new ObjectDescriptor("DataSelectAction", [DataSelectActions.ActionTypeField, .. Arguments.Fields])
        {
            AllowsOthers = true,
            Description = "One curation step: how many samples to select, and by which strategies.",
        },
        DataSelectActions.ActionType,
        ArgumentsField: null);

    /// <summary>The weights of an action, by any names.</summary>
    /// <param name="arguments">The action's arguments.</param>
    /// <exception cref="ContractException">There is none, or one is no number.</exception>
    public static Record WeightsOf(Record arguments)
    {
        var weights = arguments[DataSelectActions.Weights].AsRecord;
        for (var index = 0; index < weights.Count; index++)
        {
            if (weights[index].Kind is not (ValueKind.Number or ValueKind.Integer))
            {
                throw new ContractException("invalid_action", "strategy_weights are numbers.");
            }
        }

        return weights.Count > 0 ? weights : throw new ContractException("invalid_action", "strategy_weights cannot be empty.");
    }
}

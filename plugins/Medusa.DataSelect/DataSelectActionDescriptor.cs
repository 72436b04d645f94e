using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect;

/// <summary>The action on the wire: <c>{"action_type", "batch_size", "strategy_weights": {"uncertainty", "diversity", "random"}}</c>.</summary>
internal static class DataSelectActionDescriptor
{
    /// <summary>What stands beside the action's name. Both fields are needed with select_batch and ignored with stop.</summary>
    public static ObjectDescriptor Arguments { get; } = new(
        "DataSelectArguments",
        [
            new FieldDescriptor(DataSelectActions.BatchSize, FieldKind.Integer)
            {
                Nullable = true,
                Minimum = 0,
                Description = $"Samples to buy with select_batch, 1 to {DataSet.PoolRows}; fewer than 5 are raised to 5 or to the rest of the budget.",
            },
            new FieldDescriptor(DataSelectActions.Weights, FieldKind.Object)
            {
                Nullable = true,
                Description = "Weights of the strategies; normalised, need not sum to 1, not all 0.",
                Fields = new ObjectDescriptor(
                    "StrategyWeights",
                    [
                        Weight(DataSelectActions.Uncertainty, "Samples that the model is least sure of."),
                        Weight(DataSelectActions.Diversity, "Samples farthest from the training set's centroid."),
                        Weight(DataSelectActions.Random, "Samples drawn at random."),
                    ]),
            },
        ]);

    /// <summary>The action.</summary>
    public static ActionDescriptor Descriptor { get; } = new(
        new ObjectDescriptor("DataSelectAction", [DataSelectActions.ActionTypeField, .. Arguments.Fields])
        {
            Description = "One curation step: how many samples to buy, and by which strategies.",
        },
        DataSelectActions.ActionType,
        ArgumentsField: null);

    private static FieldDescriptor Weight(string name, string description) => new(name, FieldKind.Number) { Default = 0.0, Minimum = 0, Description = description };
}

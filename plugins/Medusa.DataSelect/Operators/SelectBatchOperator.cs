using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect;

/// <summary>select_batch: buys rows by weighted strategies and trains on them. A small batch is raised to 5 or to what the budget still allows.</summary>
internal sealed class SelectBatchOperator : IOperator
{
    private const long LeastBatch = 5;

    public string Name => DataSelectActions.SelectBatch;

    public string Description => "Buys samples by weighted strategies and trains the model on them.";

    public ObjectDescriptor Parameters => DataSelectActionDescriptor.Arguments;

    public OperatorResult Apply(in OperatorContext context)
    {
        var state = context.State;
        var asked = ReadBatch(context.Arguments);
        var (uncertainty, diversity, chance) = ReadWeights(context.Arguments);
        var left = Selector.RowsLeft(state);
        var remaining = state.Get(DataSelectState.Remaining);
        var batch = Math.Min(Math.Max(asked, LeastBatch), Math.Min(remaining, left.Length));
        var random = DataSelectState.RandomOf(state);
        var plan = BatchPlan.Of(batch, uncertainty, diversity, uncertainty + diversity + chance);
        var order = Selector.Pick(state, left, plan, random).InTrainingOrder();
        for (var index = 0; index < order.Length; index++)
        {
            order[index] = left[order[index]];
        }

        var trained = Batch.Train(state, order, context.Step, order.Length, random);
        return new OperatorResult(trained.State, "The model was trained on a batch.", DataSelectMetrics.Of(trained))
        {
            EndReason = trained.State.Get(DataSelectState.Remaining) == 0 ? "budget_spent" : trained.State.Get(DataSelectState.PoolLeft) == 0 ? "pool_empty" : null,
        };
    }

    private static long ReadBatch(Record arguments)
    {
        var sent = arguments[DataSelectActions.BatchSize];
        return !sent.IsNull && sent.AsInteger is >= 1 and <= DataSet.PoolRows and var batch
            ? batch
            : throw Refused($"batch_size is 1 to {DataSet.PoolRows} with select_batch.");
    }

    private static (double Uncertainty, double Diversity, double Random) ReadWeights(Record arguments)
    {
        if (arguments[DataSelectActions.Weights].IsNull)
        {
            throw Refused("select_batch needs strategy_weights.");
        }

        var weights = arguments[DataSelectActions.Weights].AsRecord;
        var (uncertainty, diversity, random) = (Weight(weights, DataSelectActions.Uncertainty), Weight(weights, DataSelectActions.Diversity), Weight(weights, DataSelectActions.Random));
        var sum = uncertainty + diversity + random;
        return sum > 0 && double.IsFinite(sum) ? (uncertainty, diversity, random) : throw Refused("At least one of strategy_weights is above 0, and their sum is finite.");
    }

    private static double Weight(Record weights, string name) => weights[name].IsNull ? 0 : weights[name].AsNumber;

    private static ContractException Refused(string message) => new("invalid_action", message);
}

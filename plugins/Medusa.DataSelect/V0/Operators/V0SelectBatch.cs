using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect.V0;

/// <summary>select_batch: takes the batch to the budget first and to the least batch afterwards, so that the budget may fall below 0.</summary>
internal sealed class V0SelectBatch : IOperator
{
    public string Name => DataSelectActions.SelectBatch;

    public string Description => "Selects rows by weighted strategies and trains on them.";

    public ObjectDescriptor Parameters => V0Actions.Arguments;

    public OperatorResult Apply(in OperatorContext context)
    {
        var state = context.State;
        var left = Selector.RowsLeft(state);
        if (left.Length == 0)
        {
            return new OperatorResult(state, "The pool is empty.", DataSelectMetrics.PoolEmpty) { EndReason = "pool_empty" };
        }

        var weights = V0Actions.WeightsOf(context.Arguments);
        var batch = Math.Max(Math.Min(context.Arguments[DataSelectActions.BatchSize].AsInteger, state.Get(DataSelectState.Remaining)), state.Get(DataSelectState.LeastBatch));
        var random = DataSelectState.RandomOf(state);
        var picks = Selector.Pick(state, left, BatchPlan.Of(batch, WeightOf(weights, DataSelectActions.Uncertainty), WeightOf(weights, DataSelectActions.Diversity), SumOf(weights)), random);
        var order = picks.InTrainingOrder();
        var rows = new int[order.Length];
        for (var index = 0; index < order.Length; index++)
        {
            rows[index] = left[order[index]];
        }

        var trained = Batch.Train(state, rows, context.Step, batch, random);
        return new OperatorResult(trained.State, "A batch was selected.", DataSelectMetrics.Of(trained))
        {
            EndReason = trained.State.Get(DataSelectState.Remaining) <= 0 ? "budget_spent"
                : trained.State.Get(DataSelectState.Batches) >= state.Get(DataSelectState.MaxBatches) ? "max_steps"
                : null,
        };
    }

    private static double WeightOf(Record weights, string name) => weights.Has(name) ? weights[name].AsNumber : 0;

    private static double SumOf(Record weights)
    {
        var sum = 0.0;
        for (var index = 0; index < weights.Count; index++)
        {
            sum += weights[index].AsNumber;
        }

        return sum;
    }
}

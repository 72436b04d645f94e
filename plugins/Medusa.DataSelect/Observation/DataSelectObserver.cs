using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect;

/// <summary>What the agent sees: five numbers.</summary>
/// <param name="noiseOfNothing">The noise estimate of an empty pool: 0, or NaN (null on the wire) as the original has it.</param>
internal sealed class DataSelectObserver(double noiseOfNothing) : IObserver
{
    public ObjectDescriptor Observation { get; } = new(
        "DataSelectObservation",
        [
            new FieldDescriptor("remaining_budget", FieldKind.Integer) { Required = true, Description = "Samples that may still be bought." },
            new FieldDescriptor("diversity_score", FieldKind.Number) { Required = true, Minimum = 0, Description = "Standard deviation of the training set's features." },
            new FieldDescriptor("noise_estimate", FieldKind.Number)
            {
                Required = true,
                Nullable = double.IsNaN(noiseOfNothing),
                Minimum = 0,
                Maximum = 1,
                Description = "Share of noisy samples among those left in the pool.",
            },
            new FieldDescriptor("current_performance", FieldKind.Number) { Required = true, Minimum = 0, Maximum = 1, Description = "Validation score, 1 / (1 + log loss)." },
            new FieldDescriptor("samples_available", FieldKind.Integer) { Required = true, Minimum = 0, Maximum = DataSet.PoolRows, Description = "Samples left in the pool." },
        ])
    {
        Description = "The model and the pool after the last batch.",
    };

    public void WriteObservation(in ObservationContext context, JsonBuffer json)
    {
        var state = context.Episode.State;
        json.StartObject();
        json.Name("remaining_budget"u8);
        json.Integer(state.Get(DataSelectState.Remaining));
        json.Name("diversity_score"u8);
        json.Number(DataSelectState.Diversity(state));
        json.Name("noise_estimate"u8);
        json.Number(state.Get(DataSelectState.PoolLeft) == 0 ? noiseOfNothing : (double)state.Get(DataSelectState.NoisyLeft) / state.Get(DataSelectState.PoolLeft));
        json.Name("current_performance"u8);
        json.Number(state.Get(DataSelectState.Performance));
        json.Name("samples_available"u8);
        json.Integer(state.Get(DataSelectState.PoolLeft));
        json.EndObject();
    }

    public void WriteState(EpisodeView episode, JsonBuffer json)
    {
        var state = episode.State;
        var isInitial = episode.Status == EpisodeStatus.Initial;
        json.Name("task_id"u8);
        json.Text(episode.Task ?? state.Get(DataSelectState.Difficulty));
        json.Name("remaining_budget"u8);
        Write(isInitial, state.Get(DataSelectState.Remaining), json);
        json.Name("current_performance"u8);
        if (isInitial)
        {
            json.Null();
        }
        else
        {
            json.Number(state.Get(DataSelectState.Performance));
        }

        json.Name("pool_size"u8);
        Write(isInitial, state.Get(DataSelectState.PoolLeft), json);
        json.Name("done"u8);
        json.Boolean(episode.Status is EpisodeStatus.Terminated or EpisodeStatus.Truncated);
    }

    private static void Write(bool isInitial, long value, JsonBuffer json)
    {
        if (isInitial)
        {
            json.Null();
        }
        else
        {
            json.Integer(value);
        }
    }
}

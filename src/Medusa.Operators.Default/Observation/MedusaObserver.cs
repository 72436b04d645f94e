using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>
/// The observation: message, features, metrics. The features alone are not Markov, so metrics always end with <c>progress</c>. Message and metrics state
/// measurements, never the scenario's name.
/// </summary>
public sealed class MedusaObserver : IObserver
{
    /// <inheritdoc/>
    public ObjectDescriptor Observation { get; } = new(
        "MedusaObservation",
        [
            new FieldDescriptor("message", FieldKind.Text) { Description = "What the last action did.", Default = "" },
            new FieldDescriptor("features", FieldKind.List)
            {
                Description = "Sixteen numbers in [0, 1]: " + string.Join(", ", MedusaFeatures.Names) + ".",
                Items = new FieldDescriptor("feature", FieldKind.Number),
            },
            new FieldDescriptor("metrics", FieldKind.Object)
            {
                Description = "Measurements of the last action, and under progress what has been done and what is pending.",
            },
        ])
    {
        Description = "Observation returned to the agent after every step.",
    };

    /// <inheritdoc/>
    public void WriteObservation(in ObservationContext context, JsonBuffer json)
    {
        ArgumentNullException.ThrowIfNull(json);
        Span<double> features = stackalloc double[MedusaFeatures.Names.Length];
        MedusaFeatures.Measure(context.Episode, features);
        json.StartObject();
        json.Name("message"u8);
        json.Text(context.Message);
        json.Name("features"u8);
        json.StartList();
        foreach (var feature in features)
        {
            json.Number(feature);
        }

        json.EndList();
        json.Name("metrics"u8);
        json.StartObject();
        json.RecordFields(context.Metrics);
        json.Name("progress"u8);
        WriteProgress(context.Episode, json);
        json.EndObject();
        json.EndObject();
    }

    /// <inheritdoc/>
    public void WriteState(EpisodeView episode, JsonBuffer json) => StateFrame.Write(episode, json);

    private static void WriteProgress(EpisodeView episode, JsonBuffer json)
    {
        var state = episode.State;
        var silver = state[MedusaState.Silver];
        json.StartObject();
        json.Name("did_sync_check"u8);
        json.Boolean(state.Get(MedusaState.DidSyncCheck));
        json.Name("did_evolve_schema"u8);
        json.Boolean(state.Get(MedusaState.DidEvolveSchema));
        json.Name("did_prep_a"u8);
        json.Boolean(state.Get(MedusaState.DidPrepA));
        json.Name("did_prep_b"u8);
        json.Boolean(state.Get(MedusaState.DidPrepB));
        json.Name("did_dedup_b"u8);
        json.Boolean(state.Get(MedusaState.DidDedupB));
        json.Name("join_type"u8);
        json.Text(state.Get(MedusaState.JoinType));
        json.Name("joined_rows"u8);
        json.Integer(state[MedusaState.Joined].RowCount);
        json.Name("quarantine_rows"u8);
        json.Integer(state[MedusaState.Quarantine].RowCount);
        json.Name("scd_type"u8);
        json.Text(state.Get(MedusaState.ScdType));
        json.Name("silver_rows"u8);
        json.Integer(silver.RowCount);
        json.Name("pending_columns"u8);
        json.StartList();
        WritePending(SilverSchema.Pending(silver, state[MedusaState.BronzeA]), json);
        WritePending(SilverSchema.Pending(silver, state[MedusaState.BronzeB]), json);
        json.EndList();
        json.Name("steps_left"u8);
        json.Integer(Math.Max(0, episode.MaxSteps - episode.Step));
        json.EndObject();
    }

    private static void WritePending(string[] names, JsonBuffer json)
    {
        foreach (var name in names)
        {
            json.Text(name);
        }
    }
}

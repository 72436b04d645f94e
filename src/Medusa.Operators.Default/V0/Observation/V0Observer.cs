using Medusa.Operators.Abstractions;
using Medusa.Operators.Default.V0.Python;

namespace Medusa.Operators.Default.V0;

/// <summary>
/// The original's observation: message, sixteen features and metrics. What depends on the episode rather than on the step is added to the message here: the
/// total reward and score at COMMIT, and the note that the last step was taken.
/// </summary>
internal sealed class V0Observer : IObserver
{
    private const double GreatestAge = 48.0;
    private const double MostNewColumns = 10.0;
    private const int MaxStepsBeforeReset = 20;

    /// <inheritdoc/>
    public ObjectDescriptor Observation { get; } = new(
        "MedusaObservation",
        [
            new FieldDescriptor("message", FieldKind.Text) { Default = "" },
            new FieldDescriptor("features", FieldKind.List) { Items = new FieldDescriptor("feature", FieldKind.Number) },
            new FieldDescriptor("metrics", FieldKind.Object),
        ])
    {
        Description = "What happened, sixteen numbers from 0 to 1, and the operator's measurements. The features: time_delta_a and time_delta_b over 48 hours, "
            + "is_stale_a, is_stale_b, null_ratio_key_a, null_ratio_key_b, uniqueness_a, uniqueness_b, match_rate, new_cols_a and new_cols_b over 10, "
            + "schema_compat, did_prep_a, did_prep_b, did_dedup_b, step over max_steps.",
    };

    /// <inheritdoc/>
    public void WriteObservation(in ObservationContext context, JsonBuffer json)
    {
        json.StartObject();
        json.Name("message"u8);
        json.Text(Message(context));
        json.Name("features"u8);
        WriteFeatures(context.Episode, json);
        json.Name("metrics"u8);
        json.Record(context.IsEcho ? Record.Empty : context.Metrics);
        json.EndObject();
    }

    /// <inheritdoc/>
    public void WriteState(EpisodeView episode, JsonBuffer json) => V0StateWriter.Write(episode, MaxSteps(episode), Stage(episode), json);

    private static string Message(in ObservationContext context)
    {
        var episode = context.Episode;
        if (context.IsEcho)
        {
            return $"Episode not running (stage={Stage(episode)}). Call reset().";
        }

        return episode.Status switch
        {
            EpisodeStatus.Truncated => context.Message + " [MAX STEPS REACHED]",
            EpisodeStatus.Terminated => $"{context.Message} | Total reward: {PythonFormat.Fixed(episode.CumulativeReward, 1)} | "
                + $"Final Score: {PythonFormat.Fixed(context.Metrics["score"].AsNumber, 3)}",
            _ => context.Message,
        };
    }

    private static void WriteFeatures(EpisodeView episode, JsonBuffer json)
    {
        var state = episode.State;
        json.StartList();
        json.Number(Math.Min(state.Get(V0State.AgeA) / GreatestAge, 1));
        json.Number(Math.Min(state.Get(V0State.AgeB) / GreatestAge, 1));
        WriteFlag(state.Get(V0State.IsStaleA), json);
        WriteFlag(state.Get(V0State.IsStaleB), json);
        json.Number(state.Get(V0State.NullRatioA));
        json.Number(state.Get(V0State.NullRatioB));
        json.Number(state.Get(V0State.UniquenessA));
        json.Number(state.Get(V0State.UniquenessB));
        json.Number(state.Get(V0State.MatchRate));
        json.Number(Math.Min(state.Get(V0State.NewColumnsA) / MostNewColumns, 1));
        json.Number(Math.Min(state.Get(V0State.NewColumnsB) / MostNewColumns, 1));
        json.Number(state.Get(V0State.SchemaCompatibility));
        WriteFlag(state.Get(V0State.DidPrepA), json);
        WriteFlag(state.Get(V0State.DidPrepB), json);
        WriteFlag(state.Get(V0State.DidDeduplicateB), json);
        json.Number(Math.Min((double)episode.Step / MaxSteps(episode), 1));
        json.EndList();
    }

    private static void WriteFlag(bool flag, JsonBuffer json) => json.Raw(flag ? "1.0"u8 : "0.0"u8);

    private static int MaxSteps(EpisodeView episode) => episode.Status == EpisodeStatus.Initial ? MaxStepsBeforeReset : episode.MaxSteps;

    private static string Stage(EpisodeView episode) => episode.Status switch
    {
        EpisodeStatus.Initial => "init",
        EpisodeStatus.Running => "running",
        EpisodeStatus.Terminated => "committed",
        _ => "failed",
    };
}

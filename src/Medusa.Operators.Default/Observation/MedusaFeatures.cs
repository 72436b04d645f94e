using System.Collections.Immutable;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>The sixteen features, each in [0, 1], measured on the current (prepared, deduplicated) tables.</summary>
public static class MedusaFeatures
{
    /// <summary>The hours that count as 1.</summary>
    public const double HoursCeiling = 48;

    /// <summary>The number of pending columns that counts as 1.</summary>
    public const double ColumnsCeiling = 10;

    /// <summary>The features' names, in order.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        "time_delta_a_norm", "time_delta_b_norm", "is_stale_a", "is_stale_b", "null_ratio_key_a", "null_ratio_key_b", "uniqueness_a", "uniqueness_b",
        "match_rate", "new_cols_a_norm", "new_cols_b_norm", "schema_compat", "did_prep_a", "did_prep_b", "did_dedup_b", "step_frac",
    ];

    /// <summary>Measures the features.</summary>
    /// <param name="episode">The episode after the step.</param>
    /// <param name="features">Gets the features: at least 16 places.</param>
    public static void Measure(EpisodeView episode, Span<double> features)
    {
        var state = episode.State;
        var silver = state[MedusaState.Silver];
        features[0] = Math.Min(state.Get(MedusaState.TimeDeltaA) / HoursCeiling, 1);
        features[1] = Math.Min(state.Get(MedusaState.TimeDeltaB) / HoursCeiling, 1);
        features[2] = Flag(state, MedusaState.IsStaleA);
        features[3] = Flag(state, MedusaState.IsStaleB);
        var measures = episode.Status == EpisodeStatus.Initial ? Nothing : SourceMeasures.Of(state);
        features[4] = measures.A.NullRatio;
        features[5] = measures.B.NullRatio;
        features[6] = measures.A.Uniqueness;
        features[7] = measures.B.Uniqueness;
        features[8] = measures.MatchRate;
        features[9] = Math.Min(SilverSchema.Pending(silver, state[MedusaState.BronzeA]).Length / ColumnsCeiling, 1);
        features[10] = Math.Min(SilverSchema.Pending(silver, state[MedusaState.BronzeB]).Length / ColumnsCeiling, 1);
        features[11] = measures.SchemaCompat;
        features[12] = Flag(state, MedusaState.DidPrepA);
        features[13] = Flag(state, MedusaState.DidPrepB);
        features[14] = Flag(state, MedusaState.DidDedupB);
        features[15] = Math.Min((double)episode.Step / episode.MaxSteps, 1);
    }

    /// <summary>What there is to measure before the first reset.</summary>
    internal static SourceMeasures Nothing { get; } = new(new KeyMeasures(0, 0, 0, 0), new KeyMeasures(0, 0, 0, 0), 0);

    private static double Flag(EpisodeState state, ScalarKey<bool> key) => state.Get(key) ? 1 : 0;
}

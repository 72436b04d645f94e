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

    /// <summary>What each feature means, in order.</summary>
    public static ImmutableArray<FeatureDescriptor> All { get; } =
    [
        new("time_delta_a_norm", "The age of source A in hours, over 48."),
        new("time_delta_b_norm", "The age of source B in hours, over 48."),
        new("is_stale_a", "1 where source A is older than the threshold: check with SYNC_CHECK before joining."),
        new("is_stale_b", "1 where source B is older than the threshold: check with SYNC_CHECK before joining."),
        new("null_ratio_key_a", "The share of source A's keys that are NULL."),
        new("null_ratio_key_b", "The share of source B's keys that are NULL."),
        new("uniqueness_a", "Distinct keys of source A over its non-NULL keys."),
        new("uniqueness_b", "Distinct keys of source B over its non-NULL keys: below 1 a join repeats rows of A."),
        new("match_rate", "The share of source A's distinct keys that source B has, by their text as it is now."),
        new("new_cols_a_norm", "Columns of Bronze A that Silver lacks, over 10: EVOLVE_SCHEMA registers them."),
        new("new_cols_b_norm", "Columns of Bronze B that Silver lacks, over 10: EVOLVE_SCHEMA registers them."),
        new("schema_compat", "The share of both sources' non-NULL keys that are clean."),
        new("did_prep_a", "1 once PREP_KEYS_A ran."),
        new("did_prep_b", "1 once PREP_KEYS_B ran."),
        new("did_dedup_b", "1 once DEDUPLICATE_B ran, until PREP_KEYS_B makes duplicates again."),
        new("step_frac", "Steps taken, over the greatest number of steps."),
    ];

    /// <summary>The features' names, in order.</summary>
    public static ImmutableArray<string> Names { get; } = [.. All.Select(feature => feature.Name)];

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

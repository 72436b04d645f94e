using System.Collections.Immutable;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>The sixteen features of the original. Most are as last measured by the operator that measures them, not as the tables are now.</summary>
internal static class V0Features
{
    /// <summary>What each feature means, in order.</summary>
    public static ImmutableArray<FeatureDescriptor> All { get; } =
    [
        new("time_delta_a_norm", "The age of source A in hours, over 48."),
        new("time_delta_b_norm", "The age of source B in hours, over 48."),
        new("is_stale_a", "1 where source A is older than six hours."),
        new("is_stale_b", "1 where source B is older than six hours."),
        new("null_ratio_key_a", "The share of source A's keys that are NULL: at reset, then as PREP_KEYS_A measured it."),
        new("null_ratio_key_b", "The share of source B's keys that are NULL: at reset, then as PREP_KEYS_B measured it."),
        new("uniqueness_a", "Distinct keys of source A over its non-NULL keys, at reset."),
        new("uniqueness_b", "Distinct keys of source B over its non-NULL keys at reset; after DEDUPLICATE_B its non-NULL keys over its rows."),
        new("match_rate", "The share of source A's distinct keys that source B has: at reset, then at each join."),
        new("new_cols_a_norm", "Columns that drifted into source A, over 10, whether Silver has them or not."),
        new("new_cols_b_norm", "Columns that drifted into source B, over 10, whether Silver has them or not."),
        new("schema_compat", "Always 1: the original never computes it."),
        new("did_prep_a", "1 once PREP_KEYS_A ran."),
        new("did_prep_b", "1 once PREP_KEYS_B ran."),
        new("did_dedup_b", "1 once DEDUPLICATE_B ran."),
        new("step_frac", "Steps taken, over the greatest number of steps."),
    ];
}

using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>The tables and scalars of an episode of <c>medusa</c>, version 1. Third parties that extend the environment read and write them by these keys.</summary>
public static class MedusaState
{
    private static readonly StateSchemaBuilder Builder = new();

    /// <summary>Source A as it arrived. Columns: <see cref="MedusaColumns.Key"/>, fact_value, fact_category, created_at, drifted columns.</summary>
    public static readonly TableKey BronzeA = Builder.Table("bronze_a");

    /// <summary>Source A as it is now: Bronze A, its keys cleaned once PREP_KEYS_A ran.</summary>
    public static readonly TableKey SourceA = Builder.Table("bronze_a_prepped");

    /// <summary>Source B as it arrived. Columns: <see cref="MedusaColumns.Key"/>, dim_name, dim_status, drifted columns.</summary>
    public static readonly TableKey BronzeB = Builder.Table("bronze_b");

    /// <summary>Source B as it is now: cleaned by PREP_KEYS_B, made unique by DEDUPLICATE_B.</summary>
    public static readonly TableKey SourceB = Builder.Table("bronze_b_prepped");

    /// <summary>The rows that the last inner or left join matched: A's columns, then B's without the key.</summary>
    public static readonly TableKey Joined = Builder.Table("joined");

    /// <summary>Silver: its columns are the registered ones, and the history columns once SCD-2 ran.</summary>
    public static readonly TableKey Silver = Builder.Table("silver");

    /// <summary>The rows of A that found no partner, whole and with a reason.</summary>
    public static readonly TableKey Quarantine = Builder.Table("quarantine");

    /// <summary>The age of source A in hours.</summary>
    public static readonly ScalarKey<double> TimeDeltaA = Builder.Scalar<double>("time_delta_a", 0.0);

    /// <summary>The age of source B in hours.</summary>
    public static readonly ScalarKey<double> TimeDeltaB = Builder.Scalar<double>("time_delta_b", 0.0);

    /// <summary>Whether A is older than the threshold.</summary>
    public static readonly ScalarKey<bool> IsStaleA = Builder.Scalar<bool>("is_stale_a", false);

    /// <summary>Whether B is older than the threshold.</summary>
    public static readonly ScalarKey<bool> IsStaleB = Builder.Scalar<bool>("is_stale_b", false);

    /// <summary>Whether SYNC_CHECK ran.</summary>
    public static readonly ScalarKey<bool> DidSyncCheck = Builder.Scalar<bool>("did_sync_check", false);

    /// <summary>Whether EVOLVE_SCHEMA ran.</summary>
    public static readonly ScalarKey<bool> DidEvolveSchema = Builder.Scalar<bool>("did_evolve_schema", false);

    /// <summary>Whether PREP_KEYS_A ran.</summary>
    public static readonly ScalarKey<bool> DidPrepA = Builder.Scalar<bool>("did_prep_a", false);

    /// <summary>Whether PREP_KEYS_B ran.</summary>
    public static readonly ScalarKey<bool> DidPrepB = Builder.Scalar<bool>("did_prep_b", false);

    /// <summary>Whether DEDUPLICATE_B ran and PREP_KEYS_B has created no duplicates since.</summary>
    public static readonly ScalarKey<bool> DidDedupB = Builder.Scalar<bool>("did_dedup_b", false);

    /// <summary>Whether an inner or left join ran.</summary>
    public static readonly ScalarKey<bool> DidJoin = Builder.Scalar<bool>("did_join", false);

    /// <summary><c>inner</c> or <c>left</c>, the last of the two; null before. An anti join leaves it as it is.</summary>
    public static readonly ScalarKey<string> JoinType = Builder.Scalar<string>("join_type", Value.Null);

    /// <summary>The rows of the last inner or left join.</summary>
    public static readonly ScalarKey<long> JoinRows = Builder.Scalar<long>("join_row_count", 0);

    /// <summary>Whether the last inner or left join exploded.</summary>
    public static readonly ScalarKey<bool> Exploded = Builder.Scalar<bool>("explosion_detected", false);

    /// <summary>The match rate that the last inner or left join found.</summary>
    public static readonly ScalarKey<double> MatchRateAtJoin = Builder.Scalar<double>("match_rate_at_join", 0.0);

    /// <summary>Whether both sources were prepared when the last inner or left join ran.</summary>
    public static readonly ScalarKey<bool> PreppedAtJoin = Builder.Scalar<bool>("prepped_at_join", false);

    /// <summary>Whether <see cref="DidDedupB"/> was set when the last inner or left join ran.</summary>
    public static readonly ScalarKey<bool> DedupedAtJoin = Builder.Scalar<bool>("deduped_at_join", false);

    /// <summary><c>SCD-1</c> or <c>SCD-2</c>, the last one applied; null before.</summary>
    public static readonly ScalarKey<string> ScdType = Builder.Scalar<string>("scd_type", Value.Null);

    /// <summary>Rows inserted by the last SCD apply.</summary>
    public static readonly ScalarKey<long> ScdInserts = Builder.Scalar<long>("scd_inserts", 0);

    /// <summary>Rows updated by the last SCD apply: overwritten by SCD-1, closed and opened anew by SCD-2.</summary>
    public static readonly ScalarKey<long> ScdUpdates = Builder.Scalar<long>("scd_updates", 0);

    /// <summary>Whether an APPLY_SCD_1 has written rows.</summary>
    public static readonly ScalarKey<bool> WroteScd1 = Builder.Scalar<bool>("wrote_scd_1", false);

    /// <summary>Whether an APPLY_SCD_2 has written rows.</summary>
    public static readonly ScalarKey<bool> WroteScd2 = Builder.Scalar<bool>("wrote_scd_2", false);

    /// <summary>Whether COMMIT ran.</summary>
    public static readonly ScalarKey<bool> Committed = Builder.Scalar<bool>("committed", false);

    /// <summary>Whether the audit at COMMIT passed every check.</summary>
    public static readonly ScalarKey<bool> GraderPassed = Builder.Scalar<bool>("grader_passed", false);

    /// <summary>The audit's verdicts, one line a check; empty before COMMIT.</summary>
    public static readonly ScalarKey<string> GraderReport = Builder.Scalar<string>("grader_report", "");

    /// <summary>The schema of all of the above.</summary>
    public static readonly StateSchema Schema = Builder.Build();
}

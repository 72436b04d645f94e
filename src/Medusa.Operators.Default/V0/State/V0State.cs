using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>The tables and scalars of an episode of <c>medusa-v0</c>. Names and meanings of the scalars are those of the original's state.</summary>
internal static class V0State
{
    private static readonly StateSchemaBuilder Builder = new();

    /// <summary>Source A as delivered: the facts.</summary>
    public static readonly TableKey BronzeA = Builder.Table("bronze_a");

    /// <summary>Source A after the preparation steps taken.</summary>
    public static readonly TableKey PreparedA = Builder.Table("bronze_a_prepped");

    /// <summary>Source B as delivered: the dimension.</summary>
    public static readonly TableKey BronzeB = Builder.Table("bronze_b");

    /// <summary>Source B after the preparation and deduplication steps taken.</summary>
    public static readonly TableKey PreparedB = Builder.Table("bronze_b_prepped");

    /// <summary>The result of the last join.</summary>
    public static readonly TableKey Joined = Builder.Table("joined");

    /// <summary>The integrated table.</summary>
    public static readonly TableKey Silver = Builder.Table("silver");

    /// <summary>What the last join could not match.</summary>
    public static readonly TableKey Quarantine = Builder.Table("quarantine");

    /// <summary>Age of source A in hours.</summary>
    public static readonly ScalarKey<double> AgeA = Builder.Scalar<double>("time_delta_a", 0.0);

    /// <summary>Age of source B in hours.</summary>
    public static readonly ScalarKey<double> AgeB = Builder.Scalar<double>("time_delta_b", 0.0);

    /// <summary>Whether source A is over six hours old.</summary>
    public static readonly ScalarKey<bool> IsStaleA = Builder.Scalar<bool>("is_stale_a", false);

    /// <summary>Whether source B is over six hours old.</summary>
    public static readonly ScalarKey<bool> IsStaleB = Builder.Scalar<bool>("is_stale_b", false);

    /// <summary>The age in hours over which SYNC_CHECK's metrics call a source stale: the reset option.</summary>
    public static readonly ScalarKey<double> StaleThreshold = Builder.Scalar<double>("stale_threshold_hours", 6.0);

    /// <summary>Whether SYNC_CHECK was called.</summary>
    public static readonly ScalarKey<bool> DidSyncCheck = Builder.Scalar<bool>("did_sync_check", false);

    /// <summary>Whether EVOLVE_SCHEMA was called.</summary>
    public static readonly ScalarKey<bool> DidEvolveSchema = Builder.Scalar<bool>("did_evolve_schema", false);

    /// <summary>Columns of A that Silver's schema does not expect.</summary>
    public static readonly ScalarKey<long> NewColumnsA = Builder.Scalar<long>("new_cols_a", 0);

    /// <summary>Columns of B that Silver's schema does not expect.</summary>
    public static readonly ScalarKey<long> NewColumnsB = Builder.Scalar<long>("new_cols_b", 0);

    /// <summary>Always 1: the original never computes it.</summary>
    public static readonly ScalarKey<double> SchemaCompatibility = Builder.Scalar<double>("schema_compat", 1.0);

    /// <summary>Share of A's rows whose key is NULL, as last measured.</summary>
    public static readonly ScalarKey<double> NullRatioA = Builder.Scalar<double>("null_ratio_key_a", 0.0);

    /// <summary>Share of B's rows whose key is NULL, as last measured.</summary>
    public static readonly ScalarKey<double> NullRatioB = Builder.Scalar<double>("null_ratio_key_b", 0.0);

    /// <summary>Distinct keys of A over its non-NULL keys.</summary>
    public static readonly ScalarKey<double> UniquenessA = Builder.Scalar<double>("uniqueness_a", 1.0);

    /// <summary>Distinct keys of B over its non-NULL keys; after DEDUPLICATE_B over its rows.</summary>
    public static readonly ScalarKey<double> UniquenessB = Builder.Scalar<double>("uniqueness_b", 1.0);

    /// <summary>Whether PREP_KEYS_A was called.</summary>
    public static readonly ScalarKey<bool> DidPrepA = Builder.Scalar<bool>("did_prep_a", false);

    /// <summary>Whether PREP_KEYS_B was called.</summary>
    public static readonly ScalarKey<bool> DidPrepB = Builder.Scalar<bool>("did_prep_b", false);

    /// <summary>Whether DEDUPLICATE_B was called.</summary>
    public static readonly ScalarKey<bool> DidDeduplicateB = Builder.Scalar<bool>("did_dedup_b", false);

    /// <summary>Distinct keys of A found in B over distinct keys of A: at reset, then at each join.</summary>
    public static readonly ScalarKey<double> MatchRate = Builder.Scalar<double>("match_rate", 0.0);

    /// <summary>Whether a join was executed.</summary>
    public static readonly ScalarKey<bool> DidJoin = Builder.Scalar<bool>("did_join", false);

    /// <summary>The last join: <c>inner</c>, <c>left</c>, <c>anti</c>, or null.</summary>
    public static readonly ScalarKey<string> JoinType = Builder.Scalar<string>("join_type", default);

    /// <summary>Rows of the last join.</summary>
    public static readonly ScalarKey<long> JoinRows = Builder.Scalar<long>("join_row_count", 0);

    /// <summary>Whether the last join exploded.</summary>
    public static readonly ScalarKey<bool> Exploded = Builder.Scalar<bool>("explosion_detected", false);

    /// <summary>Whether an SCD action was applied.</summary>
    public static readonly ScalarKey<bool> DidScd = Builder.Scalar<bool>("did_scd", false);

    /// <summary>The last SCD action: <c>SCD-1</c>, <c>SCD-2</c>, or null.</summary>
    public static readonly ScalarKey<string> ScdType = Builder.Scalar<string>("scd_type", default);

    /// <summary>Rows that the last SCD action inserted.</summary>
    public static readonly ScalarKey<long> ScdInserts = Builder.Scalar<long>("scd_inserts", 0);

    /// <summary>Rows that the last SCD action replaced (SCD-1) or re-versioned (SCD-2).</summary>
    public static readonly ScalarKey<long> ScdUpdates = Builder.Scalar<long>("scd_updates", 0);

    /// <summary>Rows of Silver after the last SCD action or COMMIT.</summary>
    public static readonly ScalarKey<long> SilverRows = Builder.Scalar<long>("silver_row_count", 0);

    /// <summary>Rows of quarantine after the last join or COMMIT.</summary>
    public static readonly ScalarKey<long> QuarantineRows = Builder.Scalar<long>("quarantine_row_count", 0);

    /// <summary>Rows of source A.</summary>
    public static readonly ScalarKey<long> SourceARows = Builder.Scalar<long>("source_a_row_count", 0);

    /// <summary>Whether the audit at COMMIT passed.</summary>
    public static readonly ScalarKey<bool> GraderPassed = Builder.Scalar<bool>("grader_passed", false);

    /// <summary>The audit's report; empty before COMMIT.</summary>
    public static readonly ScalarKey<string> GraderReport = Builder.Scalar<string>("grader_report", "");

    /// <summary>The task whose score COMMIT reports: the one of the episode's seed, else clean_pipeline.</summary>
    public static readonly ScalarKey<string> ScoredTask = Builder.Scalar<string>("scored_task", "clean_pipeline");

    /// <summary>The schema of all of them.</summary>
    public static readonly StateSchema Schema = Builder.Build();
}

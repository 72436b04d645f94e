using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>The criteria that rubrics are made of. Those of the grader hold only after COMMIT, which is when the grader runs.</summary>
internal static class MedusaCriteria
{
    public static readonly Criterion Committed = new("committed", "The episode was not committed.", Flag(MedusaState.Committed));

    /// <summary>The last inner or left join did not explode; without a join there was no explosion.</summary>
    public static readonly Criterion NoExplosion = new("no_explosion", "The last join multiplied rows.", episode => !episode.State.Get(MedusaState.Exploded));

    /// <summary>Current Silver rows in (0, rows of A].</summary>
    public static readonly Criterion VolumeOk = new(
        "volume_ok",
        "Silver has no current rows, or more than source A has rows.",
        episode => CurrentRowsOf(episode) is > 0 and var rows && rows <= episode.State[MedusaState.BronzeA].RowCount);

    public static readonly Criterion HighMatch = new(
        "high_match",
        "The last join's match rate was below 0.80.",
        episode => episode.State.Get(MedusaState.DidJoin) && episode.State.Get(MedusaState.MatchRateAtJoin) >= 0.80);

    public static readonly Criterion GraderPass = new("grader_pass", "The grader did not pass all four checks.", Flag(MedusaState.GraderPassed));

    public static readonly Criterion PreppedBeforeJoin = new(
        "prepped_before_join", "The last inner or left join ran before both sources' keys were prepared.", Flag(MedusaState.PreppedAtJoin));

    public static readonly Criterion DedupedBeforeJoin = new(
        "deduped_before_join", "The last inner or left join ran before source B was deduplicated.", Flag(MedusaState.DedupedAtJoin));

    public static readonly Criterion IntegrityOk = new(
        "integrity_ok", "The grader's integrity check did not pass.", episode => PassesAtCommit(new IntegrityCheck(), episode));

    public static readonly Criterion SchemaOk = new(
        "schema_ok", "The grader's schema check did not pass.", episode => PassesAtCommit(new SchemaCheck(), episode));

    public static readonly Criterion SyncChecked = new("sync_checked", "SYNC_CHECK was never called.", Flag(MedusaState.DidSyncCheck));

    public static readonly Criterion SchemaEvolved = new("schema_evolved", "EVOLVE_SCHEMA was never called.", Flag(MedusaState.DidEvolveSchema));

    public static readonly Criterion UsedScd1 = new("used_scd1", "No APPLY_SCD_1 wrote rows.", Flag(MedusaState.WroteScd1));

    public static readonly Criterion UsedScd2 = new("used_scd2", "No APPLY_SCD_2 wrote rows.", Flag(MedusaState.WroteScd2));

    public static readonly Criterion SchemaMaterialized = new(
        "schema_materialized", "Silver lacks rows or columns of the joined table.", episode => IsMaterialized(episode.State));

    public static readonly Criterion SilverBuilt = new("silver_built", "Silver has no rows.", episode => episode.State[MedusaState.Silver].RowCount > 0);

    public static readonly Criterion LeftJoinUsed = new(
        "left_join_used", "The last inner or left join was not a left join.", episode => episode.State.Get(MedusaState.JoinType) == "left");

    public static readonly Criterion QuarantineNonempty = new(
        "quarantine_nonempty", "Quarantine is empty.", episode => episode.State[MedusaState.Quarantine].RowCount > 0);

    public static readonly Criterion HistoryColumns = new(
        "history_columns", "Silver has no history columns.", episode => History.IsKept(episode.State[MedusaState.Silver]));

    public static readonly Criterion EfficientRun = new("efficient_run", "The episode took more than 8 steps.", episode => episode.Step <= 8);

    private static Func<EpisodeView, bool> Flag(ScalarKey<bool> key) => episode => episode.State.Get(key);

    private static int CurrentRowsOf(EpisodeView episode) =>
        episode.State[MedusaState.Silver] is { RowCount: > 0 } silver ? CurrentRows.Of(silver).Count : 0;

    private static bool PassesAtCommit(IGraderCheck check, EpisodeView episode) =>
        episode.State.Get(MedusaState.Committed) && check.Evaluate(episode.State).Passed;

    private static bool IsMaterialized(EpisodeState state)
    {
        var (joined, silver) = (state[MedusaState.Joined], state[MedusaState.Silver]);
        return joined.RowCount > 0 && silver.RowCount > 0 && joined.ColumnNames.All(name => silver.IndexOf(name) >= 0);
    }
}

using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>
/// The criteria that tasks choose from, by name. Flags say that an action was called at all, not when; the match rate counts even before a join, and
/// integrity_ok is the whole audit's verdict, as in the original.
/// </summary>
internal static class Rubric
{
    private const double ToleratedGrowth = 1.05;
    private const double HighMatchRate = 0.80;
    private const int EfficientSteps = 8;

    private static readonly SchemaCheck Schema = new();

    public static Criterion Committed(double weight) => new("committed", weight, now => now.IsCommitted, null);

    public static Criterion NoExplosion(double weight) =>
        new("no_explosion", weight, now => !now.State.Get(V0State.Exploded), _ => "Row explosion was detected — heavy penalty applied.");

    public static Criterion GraderPass(double weight) => new("grader_pass", weight, now => now.State.Get(V0State.GraderPassed), null);

    public static Criterion VolumeOk(double weight) => new(
        "volume_ok",
        weight,
        now => now.State.Get(V0State.SilverRows) > 0 && now.State.Get(V0State.SilverRows) <= now.State.Get(V0State.SourceARows) * ToleratedGrowth,
        _ => "Silver volume was empty or exceeded the allowed source volume.");

    public static Criterion HighMatch(double weight, Func<Standing, string> note) =>
        new("high_match", weight, now => now.State.Get(V0State.MatchRate) >= HighMatchRate, note);

    public static Criterion SilverBuilt(double weight) =>
        new("silver_built", weight, now => now.State.Get(V0State.SilverRows) > 0, _ => "Silver table was never populated.");

    public static Criterion PreppedBeforeJoin(double weight, string note) => new(
        "prepped_before_join",
        weight,
        now => now.State.Get(V0State.DidPrepA) && now.State.Get(V0State.DidPrepB) && now.State.Get(V0State.DidJoin),
        _ => note);

    public static Criterion DedupedBeforeJoin(double weight, string note) =>
        new("deduped_before_join", weight, now => now.State.Get(V0State.DidDeduplicateB) && now.State.Get(V0State.DidJoin), _ => note);

    public static Criterion IntegrityOk(double weight) =>
        new("integrity_ok", weight, now => now.State.Get(V0State.GraderPassed), _ => "Quarantine integrity did not pass the final audit.");

    public static Criterion SyncChecked(double weight, string note) => new("sync_checked", weight, now => now.State.Get(V0State.DidSyncCheck), _ => note);

    public static Criterion SchemaEvolved(double weight, string note) =>
        new("schema_evolved", weight, now => now.State.Get(V0State.DidEvolveSchema), _ => note);

    public static Criterion SchemaOk(double weight) =>
        new("schema_ok", weight, now => Schema.Evaluate(now.State).Passed, _ => "Schema requirements did not pass the final audit.");

    public static Criterion SchemaMaterialized(double weight) =>
        new("schema_materialized", weight, now => IsMaterialized(now.State), _ => "Silver did not materialize the joined schema after drift.");

    public static Criterion UsedScd1(double weight, Func<Standing, string> note) =>
        new("used_scd1", weight, now => now.State.Get(V0State.ScdType) == "SCD-1", note);

    public static Criterion UsedScd2(double weight, Func<Standing, string> note) =>
        new("used_scd2", weight, now => now.State.Get(V0State.ScdType) == "SCD-2", note);

    public static Criterion HistoryPresent(double weight) =>
        new("history_columns", weight, now => HistoryColumns.AreIn(now.State[V0State.Silver]), _ => "Silver is missing the SCD-2 history columns.");

    public static Criterion LeftJoinUsed(double weight, Func<Standing, string> note) =>
        new("left_join_used", weight, now => now.State.Get(V0State.JoinType) == "left", note);

    public static Criterion QuarantineNonempty(double weight) => new(
        "quarantine_nonempty",
        weight,
        now => now.State.Get(V0State.QuarantineRows) > 0,
        _ => "Expected unresolved rows to appear in quarantine.");

    public static Criterion EfficientRun(double weight) => new(
        "efficient_run",
        weight,
        now => now.Step <= EfficientSteps,
        now => $"Episode used {now.Step} steps — target is {EfficientSteps} or fewer.");

    /// <summary>The last SCD action as Python prints it: <c>'SCD-1'</c>, or <c>None</c>.</summary>
    /// <param name="now">The episode.</param>
    public static string ScdTypeOf(Standing now) => Quoted(now.State.Get(V0State.ScdType));

    /// <summary>The last join as Python prints it: <c>'inner'</c>, or <c>None</c>.</summary>
    /// <param name="now">The episode.</param>
    public static string JoinTypeOf(Standing now) => Quoted(now.State.Get(V0State.JoinType));

    /// <summary>The match rate in percent with one digit.</summary>
    /// <param name="now">The episode.</param>
    public static string MatchRateOf(Standing now) => Python.PythonFormat.Percent(now.State.Get(V0State.MatchRate), 1);

    private static string Quoted(string? text) => text is null ? "None" : $"'{text}'";

    private static bool IsMaterialized(EpisodeState state)
    {
        var joined = state[V0State.Joined];
        var silver = state[V0State.Silver];
        foreach (var name in joined.ColumnNames)
        {
            if (silver.IndexOf(name) < 0)
            {
                return false;
            }
        }

        return joined.ColumnCount > 0;
    }
}

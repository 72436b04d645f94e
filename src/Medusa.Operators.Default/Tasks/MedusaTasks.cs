using System.Collections.Immutable;
using Medusa.Operators.Abstractions;
using static Medusa.Operators.Default.MedusaCriteria;

namespace Medusa.Operators.Default;

/// <summary>The twelve tasks, seeds 0 to 11.</summary>
public static class MedusaTasks
{
    private const string Clean = "clean";
    private const string Dirty = "dirty_keys";
    private const string Stale = "stale";
    private const string Drift = "schema_drift";

    /// <summary>All tasks, in the order of their seeds.</summary>
    public static ImmutableArray<ITask> All { get; } =
    [
        new MedusaTask(
            "clean_pipeline", "easy", 0, Clean, "Integrate two clean, fresh sources into Silver and commit.",
            (Committed, 20), (NoExplosion, 25), (VolumeOk, 20), (HighMatch, 20), (GraderPass, 15)),
        new MedusaTask(
            "dirty_integration", "medium", 1, Dirty, "Prepare dirty keys on both sides and deduplicate the dimension before joining.",
            (Committed, 10), (PreppedBeforeJoin, 20), (DedupedBeforeJoin, 20), (NoExplosion, 25), (IntegrityOk, 15), (GraderPass, 10)),
        new MedusaTask(
            "full_medallion", "hard", 2, StaleDriftScenario.ScenarioName, "Run the whole medallion: check stale sources, evolve the schema, keep history with SCD-2.",
            (Committed, 5), (SyncChecked, 15), (SchemaEvolved, 15), (UsedScd2, 20), (SchemaOk, 20), (GraderPass, 25)),
        new MedusaTask(
            "schema_bootstrap", "easy", 3, Drift, "Register the drifted columns and build a Silver that has them.",
            (Committed, 15), (NoExplosion, 20), (SchemaEvolved, 25), (SchemaMaterialized, 20), (SilverBuilt, 20)),
        new MedusaTask(
            "dedup_guardrail", "medium", 4, Dirty, "Keep a repeating dimension from multiplying rows.",
            (Committed, 10), (PreppedBeforeJoin, 15), (DedupedBeforeJoin, 25), (NoExplosion, 25), (SilverBuilt, 10), (GraderPass, 15)),
        new MedusaTask(
            "stale_sync_recovery", "hard", 5, Stale, "Notice that a source is stale before processing it.",
            (Committed, 5), (SyncChecked, 30), (NoExplosion, 20), (HighMatch, 15), (SilverBuilt, 15), (GraderPass, 15)),
        new MedusaTask(
            "fresh_join_baseline", "easy", 6, Clean, "Join fresh sources and build Silver in at most eight steps.",
            (Committed, 15), (NoExplosion, 25), (HighMatch, 25), (SilverBuilt, 20), (EfficientRun, 15)),
        new MedusaTask(
            "stale_history_guard", "hard", 7, Stale, "Check stale sources and keep their history in Silver.",
            (Committed, 5), (SyncChecked, 20), (UsedScd2, 25), (SilverBuilt, 15), (HistoryColumns, 15), (GraderPass, 20)),
        new MedusaTask(
            "orphan_quarantine", "medium", 8, Dirty, "Send exactly the orphaned facts to quarantine.",
            (Committed, 10), (PreppedBeforeJoin, 15), (LeftJoinUsed, 20), (QuarantineNonempty, 20), (IntegrityOk, 20), (NoExplosion, 15)),
        new MedusaTask(
            "drift_alignment", "medium", 9, Drift, "Align Silver's schema with drifted sources through a left join.",
            (Committed, 10), (SchemaEvolved, 25), (LeftJoinUsed, 15), (SchemaMaterialized, 25), (SilverBuilt, 10), (GraderPass, 15)),
        new MedusaTask(
            "snapshot_upsert", "easy", 10, Clean, "Upsert a snapshot into Silver with SCD-1.",
            (Committed, 10), (NoExplosion, 20), (UsedScd1, 25), (VolumeOk, 20), (SilverBuilt, 15), (GraderPass, 10)),
        new MedusaTask(
            "schema_history_guard", "hard", 11, Drift, "Register drifted columns and keep the history of every row.",
            (Committed, 5), (SchemaEvolved, 20), (UsedScd2, 20), (SchemaMaterialized, 20), (HistoryColumns, 15), (GraderPass, 20)),
    ];
}

namespace Medusa.Operators.Default.V0;

/// <summary>A stale source: check freshness, evolve the schema, join, keep history with SCD-2 and pass the whole audit.</summary>
internal static class FullMedallion
{
    /// <summary>The task.</summary>
    public static V0Task Task { get; } = new(
        "full_medallion",
        "hard",
        seed: 2,
        "A stale source: check freshness, evolve the schema, join, keep history with SCD-2 and pass the whole audit.",
        Rubric.Committed(0.05),
        Rubric.SyncChecked(0.15, "SYNC_CHECK was never called — stale source not verified."),
        Rubric.SchemaEvolved(0.15, "EVOLVE_SCHEMA never called — new columns may be missing from Silver."),
        Rubric.UsedScd2(0.20, now => $"Used SCD-1 instead of SCD-2 (scd_type={Rubric.ScdTypeOf(now)})."),
        Rubric.SchemaOk(0.20),
        Rubric.GraderPass(0.25));
}

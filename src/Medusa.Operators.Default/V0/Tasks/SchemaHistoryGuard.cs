namespace Medusa.Operators.Default.V0;

/// <summary>New columns and history at once: evolve the schema and load all columns into Silver with SCD-2.</summary>
internal static class SchemaHistoryGuard
{
    /// <summary>The task.</summary>
    public static V0Task Task { get; } = new(
        "schema_history_guard",
        "hard",
        seed: 11,
        "New columns and history at once: evolve the schema and load all columns into Silver with SCD-2.",
        Rubric.Committed(0.05),
        Rubric.SchemaEvolved(0.20, "EVOLVE_SCHEMA was required before the schema-history commit."),
        Rubric.UsedScd2(0.20, now => $"Used {Rubric.ScdTypeOf(now)} instead of SCD-2 for history preservation."),
        Rubric.SchemaMaterialized(0.20),
        Rubric.HistoryPresent(0.15),
        Rubric.GraderPass(0.20));
}

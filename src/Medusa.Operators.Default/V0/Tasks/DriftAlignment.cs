namespace Medusa.Operators.Default.V0;

/// <summary>New columns in both sources: evolve the schema, join left and bring the new shape into Silver.</summary>
internal static class DriftAlignment
{
    /// <summary>The task.</summary>
    public static V0Task Task { get; } = new(
        "drift_alignment",
        "medium",
        seed: 9,
        "New columns in both sources: evolve the schema, join left and bring the new shape into Silver.",
        Rubric.Committed(0.10),
        Rubric.SchemaEvolved(0.25, "EVOLVE_SCHEMA was required before the schema-drift commit."),
        Rubric.LeftJoinUsed(0.15, now => $"Expected LEFT join for the audited drift path, got {Rubric.JoinTypeOf(now)}."),
        Rubric.SchemaMaterialized(0.25),
        Rubric.SilverBuilt(0.10),
        Rubric.GraderPass(0.15));
}

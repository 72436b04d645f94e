namespace Medusa.Operators.Default.V0;

/// <summary>New columns in both sources: evolve the schema, join and load Silver without an explosion.</summary>
internal static class SchemaBootstrap
{
    /// <summary>The task.</summary>
    public static V0Task Task { get; } = new(
        "schema_bootstrap",
        "easy",
        seed: 3,
        "New columns in both sources: evolve the schema, join and load Silver without an explosion.",
        Rubric.Committed(0.15),
        Rubric.NoExplosion(0.20),
        Rubric.SchemaEvolved(0.25, "EVOLVE_SCHEMA was required before the schema-drift commit."),
        Rubric.SchemaMaterialized(0.20),
        Rubric.SilverBuilt(0.20));
}

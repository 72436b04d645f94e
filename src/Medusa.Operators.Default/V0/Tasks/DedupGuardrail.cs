namespace Medusa.Operators.Default.V0;

/// <summary>Dirty keys and a dimension with duplicates: prepare, deduplicate, then join and load Silver.</summary>
internal static class DedupGuardrail
{
    /// <summary>The task.</summary>
    public static V0Task Task { get; } = new(
        "dedup_guardrail",
        "medium",
        seed: 4,
        "Dirty keys and a dimension with duplicates: prepare, deduplicate, then join and load Silver.",
        Rubric.Committed(0.10),
        Rubric.PreppedBeforeJoin(0.15, "Join executed before key preparation completed."),
        Rubric.DedupedBeforeJoin(0.25, "Dimension duplicates were not removed before join."),
        Rubric.NoExplosion(0.25),
        Rubric.SilverBuilt(0.10),
        Rubric.GraderPass(0.15));
}

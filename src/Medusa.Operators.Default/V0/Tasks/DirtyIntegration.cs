namespace Medusa.Operators.Default.V0;

/// <summary>Keys with NULLs and blanks on one side and duplicates on the other: prepare both, deduplicate B, then join and quarantine the orphans.</summary>
internal static class DirtyIntegration
{
    /// <summary>The task.</summary>
    public static V0Task Task { get; } = new(
        "dirty_integration",
        "medium",
        seed: 1,
        "Keys with NULLs and blanks on one side and duplicates on the other: prepare both, deduplicate B, then join and quarantine the orphans.",
        Rubric.Committed(0.10),
        Rubric.PreppedBeforeJoin(0.20, "Agent joined without prepping keys first."),
        Rubric.DedupedBeforeJoin(0.20, "Agent joined without deduplicating Dimension."),
        Rubric.NoExplosion(0.25),
        Rubric.IntegrityOk(0.15),
        Rubric.GraderPass(0.10));
}

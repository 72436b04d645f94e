namespace Medusa.Operators.Default.V0;

/// <summary>Dirty keys that leave orphans: prepare both sources, join left and keep the orphans, and only them, in quarantine.</summary>
internal static class OrphanQuarantine
{
    /// <summary>The task.</summary>
    public static V0Task Task { get; } = new(
        "orphan_quarantine",
        "medium",
        seed: 8,
        "Dirty keys that leave orphans: prepare both sources, join left and keep the orphans, and only them, in quarantine.",
        Rubric.Committed(0.10),
        Rubric.PreppedBeforeJoin(0.15, "Join executed before key preparation completed."),
        Rubric.LeftJoinUsed(0.20, now => $"Expected LEFT join for orphan quarantine, got {Rubric.JoinTypeOf(now)}."),
        Rubric.QuarantineNonempty(0.20),
        Rubric.IntegrityOk(0.20),
        Rubric.NoExplosion(0.15));
}

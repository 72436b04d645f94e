namespace Medusa.Operators.Default.V0;

/// <summary>A clean snapshot: overwrite with SCD-1, within the source's volume.</summary>
internal static class SnapshotUpsert
{
    /// <summary>The task.</summary>
    public static V0Task Task { get; } = new(
        "snapshot_upsert",
        "easy",
        seed: 10,
        "A clean snapshot: overwrite with SCD-1, within the source's volume.",
        Rubric.Committed(0.10),
        Rubric.NoExplosion(0.20),
        Rubric.UsedScd1(0.25, now => $"Used {Rubric.ScdTypeOf(now)} instead of SCD-1 for the snapshot upsert task."),
        Rubric.VolumeOk(0.20),
        Rubric.SilverBuilt(0.15),
        Rubric.GraderPass(0.10));
}

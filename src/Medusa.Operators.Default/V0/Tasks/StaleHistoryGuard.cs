namespace Medusa.Operators.Default.V0;

/// <summary>A stale source whose history matters: verify freshness and load Silver with SCD-2's history columns.</summary>
internal static class StaleHistoryGuard
{
    /// <summary>The task.</summary>
    public static V0Task Task { get; } = new(
        "stale_history_guard",
        "hard",
        seed: 7,
        "A stale source whose history matters: verify freshness and load Silver with SCD-2's history columns.",
        Rubric.Committed(0.05),
        Rubric.SyncChecked(0.20, "SYNC_CHECK was required before processing stale data."),
        Rubric.UsedScd2(0.25, now => $"Used {Rubric.ScdTypeOf(now)} instead of SCD-2 for history preservation."),
        Rubric.SilverBuilt(0.15),
        Rubric.HistoryPresent(0.15),
        Rubric.GraderPass(0.20));
}

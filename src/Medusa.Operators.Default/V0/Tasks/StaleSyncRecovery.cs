namespace Medusa.Operators.Default.V0;

/// <summary>A stale source: verify freshness first, then reach a high match, load Silver and pass the audit.</summary>
internal static class StaleSyncRecovery
{
    /// <summary>The task.</summary>
    public static V0Task Task { get; } = new(
        "stale_sync_recovery",
        "hard",
        seed: 5,
        "A stale source: verify freshness first, then reach a high match, load Silver and pass the audit.",
        Rubric.Committed(0.05),
        Rubric.SyncChecked(0.30, "SYNC_CHECK was required for the stale-source recovery task."),
        Rubric.NoExplosion(0.20),
        Rubric.HighMatch(0.15, now => $"match_rate={Rubric.MatchRateOf(now)} — target >80% after stale recovery."),
        Rubric.SilverBuilt(0.15),
        Rubric.GraderPass(0.15));
}

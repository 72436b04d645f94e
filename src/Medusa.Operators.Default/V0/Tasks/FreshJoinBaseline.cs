namespace Medusa.Operators.Default.V0;

/// <summary>Clean sources: join with a high match and load Silver in at most eight steps.</summary>
internal static class FreshJoinBaseline
{
    /// <summary>The task.</summary>
    public static V0Task Task { get; } = new(
        "fresh_join_baseline",
        "easy",
        seed: 6,
        "Clean sources: join with a high match and load Silver in at most eight steps.",
        Rubric.Committed(0.15),
        Rubric.NoExplosion(0.25),
        Rubric.HighMatch(0.25, now => $"match_rate={Rubric.MatchRateOf(now)} — target >80% for the clean baseline."),
        Rubric.SilverBuilt(0.20),
        Rubric.EfficientRun(0.15));
}

namespace Medusa.Operators.Default.V0;

/// <summary>Fresh sources with clean keys: check, prepare, join without an explosion, load Silver and commit.</summary>
internal static class CleanPipeline
{
    /// <summary>The task.</summary>
    public static V0Task Task { get; } = new(
        "clean_pipeline",
        "easy",
        seed: 0,
        "Fresh sources with clean keys: check, prepare, join without an explosion, load Silver and commit.",
        Rubric.Committed(0.20),
        Rubric.NoExplosion(0.25),
        Rubric.VolumeOk(0.20),
        Rubric.HighMatch(0.20, now => $"match_rate={Rubric.MatchRateOf(now)} — target >80%."),
        Rubric.GraderPass(0.15));
}

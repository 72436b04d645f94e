namespace Medusa.DataSelect;

/// <summary>What an episode is played with.</summary>
/// <param name="Difficulty">easy, medium or hard.</param>
/// <param name="FlipShare">The probability with which a row of the pool is noisy.</param>
/// <param name="Budget">How many rows may be bought.</param>
/// <param name="MaxSteps">After how many batches the episode is cut off.</param>
/// <param name="StopThreshold">The performance from which version 0 pays for stopping.</param>
internal sealed record Configuration(string Difficulty, double FlipShare, long Budget, int MaxSteps, double StopThreshold)
{
    /// <summary>The least batch.</summary>
    public long LeastBatch { get; init; } = 5;

    /// <summary>The configurations of the three tasks.</summary>
    public static readonly Configuration[] All =
    [
        new("easy", 0.05, 300, 15, 0.60),
        new("medium", 0.25, 150, 12, 0.57),
        new("hard", 0.30, 100, 8, 0.62),
    ];

    /// <summary>The configuration of a difficulty.</summary>
    /// <param name="difficulty">easy, medium or hard.</param>
    public static Configuration Of(string difficulty) => Array.Find(All, known => known.Difficulty == difficulty) ?? throw new KeyNotFoundException($"There is no difficulty '{difficulty}'.");
}

using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect;

/// <summary>The original's grade of an episode: its score in [0, 1], whether it passed, and what the score is made of.</summary>
/// <param name="Score">The score.</param>
/// <param name="Passed">Whether it passed.</param>
/// <param name="Breakdown">What the score is made of, rounded to four digits.</param>
internal sealed record Verdict(double Score, bool Passed, Record Breakdown)
{
    /// <summary>clip((performance − 0.55) ÷ 0.20); passes above 0.62.</summary>
    /// <param name="state">The state.</param>
    public static Verdict Easy(EpisodeState state)
    {
        var performance = state.Get(DataSelectState.Performance);
        var score = Clip((performance - 0.55) / 0.20);
        return new Verdict(score, performance > 0.62, Record.Of(("performance_score", Rounding.ToFourDigits(score))));
    }

    /// <summary>0.6·clip((performance − 0.42) ÷ 0.20) + 0.4·clip(1 − noise ÷ 0.50); passes above 0.52 with noise below 0.50.</summary>
    /// <param name="state">The state.</param>
    public static Verdict Medium(EpisodeState state)
    {
        var performance = state.Get(DataSelectState.Performance);
        var noise = state.Get(DataSelectState.Batches) == 0 ? 1.0 : state.Get(DataSelectState.NoiseSum) / state.Get(DataSelectState.Batches);
        var ofPerformance = Clip((performance - 0.42) / 0.20);
        var ofNoise = Clip(1.0 - (noise / 0.50));
        return new Verdict(
            Rounding.ToFourDigits((0.6 * ofPerformance) + (0.4 * ofNoise)),
            performance > 0.52 && noise < 0.50,
            Record.Of(("performance_score", Rounding.ToFourDigits(ofPerformance)), ("noise_score", Rounding.ToFourDigits(ofNoise)), ("avg_noise_ratio", Rounding.ToFourDigits(noise))));
    }

    /// <summary>0.65·clip((performance − 0.50) ÷ 0.22) + 0.35·clip(1 − used ÷ budget); passes above 0.58.</summary>
    /// <param name="state">The state.</param>
    public static Verdict Hard(EpisodeState state)
    {
        var performance = state.Get(DataSelectState.Performance);
        var budget = state.Get(DataSelectState.Budget);
        var used = budget - state.Get(DataSelectState.Remaining);
        var ofPerformance = Clip((performance - 0.50) / 0.22);
        var ofSaving = Clip(1.0 - ((double)used / Math.Max(1, budget)));
        return new Verdict(
            Rounding.ToFourDigits((0.65 * ofPerformance) + (0.35 * ofSaving)),
            performance > 0.58,
            Record.Of(("performance_score", Rounding.ToFourDigits(ofPerformance)), ("efficiency_score", Rounding.ToFourDigits(ofSaving)), ("budget_used", used)));
    }

    /// <summary>The grade of a difficulty.</summary>
    /// <param name="difficulty">easy, medium or hard.</param>
    /// <param name="state">The state.</param>
    public static Verdict Of(string? difficulty, EpisodeState state) => difficulty switch
    {
        "medium" => Medium(state),
        "hard" => Hard(state),
        _ => Easy(state),
    };

    private static double Clip(double share) => Math.Clamp(share, 0.0, 1.0);
}

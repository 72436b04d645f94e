using System.Globalization;
using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect;

/// <summary>Whether the model reached the performance of the episode's difficulty: above 0.62 (easy), 0.52 (medium) or 0.58 (hard).</summary>
internal sealed class PerformanceCheck : IGraderCheck
{
    public string Name => "performance";

    public string Description => "The validation score is above the difficulty's threshold: 0.62 easy, 0.52 medium, 0.58 hard.";

    public CheckResult Evaluate(EpisodeState state)
    {
        var threshold = state.Get(DataSelectState.Difficulty) switch
        {
            "medium" => 0.52,
            "hard" => 0.58,
            _ => 0.62,
        };
        var performance = state.Get(DataSelectState.Performance);
        return performance > threshold
            ? new CheckResult(Name, true, null)
            : new CheckResult(Name, false, string.Create(CultureInfo.InvariantCulture, $"performance_low: {performance:0.0000} is not above {threshold:0.00}"));
    }
}

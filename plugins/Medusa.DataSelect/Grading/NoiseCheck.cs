using System.Globalization;
using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect;

/// <summary>Whether the batches held few noisy rows, where the difficulty asks for it (medium): below one half on average. Without a batch the average is 1.</summary>
internal sealed class NoiseCheck : IGraderCheck
{
    private const double Limit = 0.50;

    public string Name => "noise";

    public string Description => "On medium, the batches' average share of noisy rows is below 0.50.";

    public CheckResult Evaluate(EpisodeState state)
    {
        var batches = state.Get(DataSelectState.Batches);
        var noise = batches == 0 ? 1.0 : state.Get(DataSelectState.NoiseSum) / batches;
        return state.Get(DataSelectState.Difficulty) != "medium" || noise < Limit
            ? new CheckResult(Name, true, null)
            : new CheckResult(Name, false, string.Create(CultureInfo.InvariantCulture, $"noise_high: {noise:0.0000} is not below {Limit:0.00}"));
    }
}

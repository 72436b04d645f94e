using System.Globalization;
using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect;

/// <summary>Whether enough was bought to be judged by: two fifths of the budget. So stopping at once passes nothing.</summary>
internal sealed class EffortCheck : IGraderCheck
{
    private const double Share = 0.4;

    public string Name => "effort";

    public string Description => "At least 40 % of the budget was spent.";

    /// <summary>min(1, spent ÷ (0.4 × budget)).</summary>
    /// <param name="state">A state after reset.</param>
    public static double Effort(EpisodeState state) => Math.Min(1.0, Spent(state) / (Share * Math.Max(1, state.Get(DataSelectState.Budget))));

    public CheckResult Evaluate(EpisodeState state) => Effort(state) >= 1.0 && state.Get(DataSelectState.Budget) > 0
        ? new CheckResult(Name, true, null)
        : new CheckResult(Name, false, string.Create(CultureInfo.InvariantCulture, $"budget_unspent: {Spent(state)} of {state.Get(DataSelectState.Budget)} spent, less than 40 %"));

    private static long Spent(EpisodeState state) => state.Get(DataSelectState.Budget) - state.Get(DataSelectState.Remaining);
}

using Medusa.Operators.Abstractions;
using Medusa.Operators.Default.V0.Python;

namespace Medusa.Operators.Default.V0;

/// <summary>What SYNC_CHECK reports. It depends on the scenario alone, so a state carries it along as its memo.</summary>
/// <param name="Message">The message.</param>
/// <param name="Metrics">The metrics.</param>
internal sealed record SyncReport(string Message, Record Metrics)
{
    private static readonly RecordShape Shape = new("time_delta_a", "time_delta_b", "is_stale_a", "is_stale_b", "rows_a", "rows_b");

    /// <summary>The report on a state's sources.</summary>
    /// <param name="state">Any state of an episode.</param>
    public static SyncReport Of(EpisodeState state)
    {
        var ageA = state.Get(V0State.AgeA);
        var ageB = state.Get(V0State.AgeB);
        var threshold = state.Get(V0State.StaleThreshold);
        return new SyncReport(
            $"SYNC_CHECK: A={Freshness(ageA, state.Get(V0State.IsStaleA))} | B={Freshness(ageB, state.Get(V0State.IsStaleB))}",
            Shape.With(ageA, ageB, ageA > threshold, ageB > threshold, state[V0State.BronzeA].RowCount, state[V0State.BronzeB].RowCount));
    }

    private static string Freshness(double age, bool isStale) => $"{PythonFormat.Fixed(age, 1)}h {(isStale ? "[STALE]" : "[FRESH]")}";
}

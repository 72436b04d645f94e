using System.Globalization;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

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
        var (hoursA, hoursB) = (state.Get(MedusaState.TimeDeltaA), state.Get(MedusaState.TimeDeltaB));
        var (staleA, staleB) = (state.Get(MedusaState.IsStaleA), state.Get(MedusaState.IsStaleB));
        return new SyncReport(
            string.Create(CultureInfo.InvariantCulture, $"SYNC_CHECK: A={hoursA:F1}h [{Freshness(staleA)}] | B={hoursB:F1}h [{Freshness(staleB)}]"),
            Shape.With(hoursA, hoursB, staleA, staleB, state[MedusaState.BronzeA].RowCount, state[MedusaState.BronzeB].RowCount));
    }

    private static string Freshness(bool isStale) => isStale ? "STALE" : "FRESH";
}

using System.Globalization;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>Volume: no logical row is current in Silver more than once; after a left join, current rows ≤ rows of A.</summary>
public sealed class VolumeCheck : IGraderCheck
{
    /// <inheritdoc/>
    public string Name => "volume";

    /// <inheritdoc/>
    public string Description => "No logical row is current in Silver more than once; after a left join, Silver has no more current rows than A has rows.";

    /// <inheritdoc/>
    public CheckResult Evaluate(EpisodeState state) => Verdict.OnEmptySilver(this, state) ?? Verdict.Of(this, Reason(state));

    private static string? Reason(EpisodeState state)
    {
        var current = CurrentRows.Of(state[MedusaState.Silver]);
        var rows = state[MedusaState.BronzeA].RowCount;
        if (current.Doubled > 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"row_doubled: {current.Doubled} current row(s) of Silver repeat a row of A");
        }

        return state.Get(MedusaState.JoinType) == "left" && current.Count > rows
            ? string.Create(CultureInfo.InvariantCulture, $"too_many_rows: {current.Count} current rows in Silver, {rows} in A")
            : null;
    }
}

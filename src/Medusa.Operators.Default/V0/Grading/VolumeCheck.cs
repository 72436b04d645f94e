using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>
/// Volume: after a left join, or without any, Silver has at most 1.05 × as many rows as Bronze A has non-NULL keys. With history columns only current
/// versions count.
/// </summary>
internal sealed class VolumeCheck : IGraderCheck
{
    private const double ToleratedGrowth = 1.05;

    private static readonly CheckResult Pass = new("volume", true, null);
    private static readonly Derivation<Table, Counted> CurrentRows = new(table => new Counted(CountCurrent(table)));

    /// <inheritdoc/>
    public string Name => "volume";

    /// <inheritdoc/>
    public string Description => "Silver has no more rows than source A, within five percent; only left joins are checked.";

    /// <inheritdoc/>
    public CheckResult Evaluate(EpisodeState state)
    {
        if (state.Get(V0State.JoinType) is not (null or "left"))
        {
            return Pass;
        }

        var silver = state[V0State.Silver];
        var rows = silver.RowCount == 0 ? 0 : silver.Derive(CurrentRows).Rows;
        var source = KeySet.Of(state[V0State.BronzeA]).NonNull;
        return rows <= source * ToleratedGrowth ? Pass : new CheckResult(Name, false, $"VOLUME_FAIL: Silver {rows} rows > Source A {source} rows");
    }

    private static int CountCurrent(Table silver)
    {
        if (silver.Find(V0Columns.IsCurrent) is not Column<bool> current)
        {
            return silver.RowCount;
        }

        var count = 0;
        for (var row = 0; row < current.Length; row++)
        {
            count += current[row] ? 1 : 0;
        }

        return count;
    }

    private sealed record Counted(int Rows);
}

using System.Collections.Immutable;
using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect;

/// <summary>Marks in the pool what was bought and which labels are wrong; among the bought samples, the noisy ones.</summary>
internal sealed class DataSelectInspector : IInspector
{
    private const string SelectedKind = "selected";
    private const string NoisyKind = "noisy";
    private const string Label = "label";
    private const string Row = "row";
    private static readonly Derivation<Table, MarkedRows> Noisy = new(table => new MarkedRows(NoisyOf(table)));
    private static readonly Derivation<Table, MarkedRows> Selected = new(table => new MarkedRows(SelectedOf(table)));
    private static readonly PairDerivation<Table, Table, MarkedRows> NoisySelected = new((selected, pool) => new MarkedRows(NoisySelectedOf(selected, pool)));

    public ImmutableArray<MarkDescriptor> Kinds { get; } =
    [
        new(SelectedKind, "Selected", "The sample was bought and the model trained on it."),
        new(NoisyKind, "Noisy", "The sample's label is flipped. Agents see only the share of such samples."),
    ];

    public ImmutableArray<TableMark> Inspect(EpisodeState state, string table)
    {
        var (pool, selected) = (state[DataSelectState.Pool], state[DataSelectState.Selected]);
        if (pool.RowCount == 0)
        {
            return [];
        }

        if (table == DataSelectState.Pool.Name)
        {
            return [TableMark.OfRows(SelectedKind, selected.Derive(Selected).Rows), TableMark.OfCells(NoisyKind, Label, pool.Derive(Noisy).Rows)];
        }

        return table == DataSelectState.Selected.Name && selected.RowCount > 0
            ? [TableMark.OfCells(NoisyKind, Row, selected.Derive(NoisySelected, pool).Rows)]
            : [];
    }

    private static ImmutableArray<int> NoisyOf(Table pool)
    {
        var noisy = (Column<bool>)pool["noisy"];
        return [.. Enumerable.Range(0, pool.RowCount).Where(row => noisy[row])];
    }

    private static ImmutableArray<int> SelectedOf(Table selected) =>
        selected.RowCount == 0 ? [] : [.. Rows(selected).Distinct().Order()];

    private static ImmutableArray<int> NoisySelectedOf(Table selected, Table pool)
    {
        var noisy = pool.Derive(Noisy).Rows;
        var rows = Rows(selected).ToArray();
        return [.. Enumerable.Range(0, rows.Length).Where(index => noisy.BinarySearch(rows[index]) >= 0)];
    }

    private static IEnumerable<int> Rows(Table selected)
    {
        var rows = (Column<long>)selected[Row];
        for (var index = 0; index < selected.RowCount; index++)
        {
            yield return (int)rows[index];
        }
    }

    /// <summary>Rows, kept beside the table that they are of.</summary>
    private sealed record MarkedRows(ImmutableArray<int> Rows);
}

using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>The three columns that SCD-2 adds to Silver.</summary>
internal static class HistoryColumns
{
    /// <summary>A table whose rows are all open versions.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="from">When the versions begin.</param>
    public static Table Open(Table table, DateTime from) => table
        .With(V0Columns.ValidFrom, Column<DateTime>.Constant(from, table.RowCount))
        .With(V0Columns.ValidTo, Column.AllNull(ColumnType.Timestamp, table.RowCount))
        .With(V0Columns.IsCurrent, Column<bool>.Constant(true, table.RowCount));

    /// <summary>Whether a table has all three.</summary>
    /// <param name="table">Any table.</param>
    public static bool AreIn(Table table) =>
        table.IndexOf(V0Columns.ValidFrom) >= 0 && table.IndexOf(V0Columns.ValidTo) >= 0 && table.IndexOf(V0Columns.IsCurrent) >= 0;

    /// <summary>A table in which some versions are closed.</summary>
    /// <param name="table">A table with the three columns.</param>
    /// <param name="closed">Which rows to close.</param>
    /// <param name="at">When they end.</param>
    public static Table Close(Table table, bool[] closed, DateTime at)
    {
        var ends = (Column<DateTime>)table[V0Columns.ValidTo];
        var current = (Column<bool>)table[V0Columns.IsCurrent];
        var endValues = new DateTime[closed.Length];
        var endPresent = new bool[closed.Length];
        var currentValues = new bool[closed.Length];
        var currentPresent = new bool[closed.Length];
        for (var row = 0; row < closed.Length; row++)
        {
            endValues[row] = closed[row] ? at : ends[row];
            endPresent[row] = closed[row] || !ends.IsNull(row);
            currentValues[row] = !closed[row] && current[row];
            currentPresent[row] = closed[row] || !current.IsNull(row);
        }

        return table
            .With(V0Columns.ValidTo, new Column<DateTime>(endValues, endPresent))
            .With(V0Columns.IsCurrent, new Column<bool>(currentValues, currentPresent));
    }
}

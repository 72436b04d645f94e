using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>The current rows of a Silver table: those with <c>is_current</c>, or all where there are no history columns.</summary>
/// <param name="Table">The rows.</param>
/// <param name="Doubled">How many of them repeat a logical row that is current already.</param>
internal sealed record CurrentRows(Table Table, int Doubled)
{
    private static readonly Derivation<Table, CurrentRows> Derivation = new(Compute);

    public int Count => Table.RowCount;

    public static CurrentRows Of(Table silver) => silver.Derive(Derivation);

    /// <summary>Whether a row is current.</summary>
    public static bool IsCurrent(Column<bool>? flags, int row) => flags is null || flags[row];

    private static CurrentRows Compute(Table silver)
    {
        var current = Select(silver);
        var seen = new HashSet<LogicalId>(current.RowCount);
        foreach (var id in LogicalRows.Of(current).IdsIn(LogicalRows.Of(current).Dictionary))
        {
            seen.Add(id);
        }

        return new CurrentRows(current, current.RowCount - seen.Count);
    }

    private static Table Select(Table silver)
    {
        if (silver.Find(MedusaColumns.IsCurrent) is not Column<bool> flags)
        {
            return silver;
        }

        var rows = new List<int>(silver.RowCount);
        for (var row = 0; row < silver.RowCount; row++)
        {
            if (flags[row])
            {
                rows.Add(row);
            }
        }

        return rows.Count == silver.RowCount ? silver : silver.Gather(RowSelection.Of([.. rows]));
    }
}

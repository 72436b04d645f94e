using System.Collections.Immutable;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>The current rows of a table that a later current row repeats: both are the same row of Bronze A. An exploded join is made of them.</summary>
/// <param name="Rows">The rows, ascending.</param>
internal sealed record RepeatedRows(ImmutableArray<int> Rows)
{
    private static readonly Derivation<Table, RepeatedRows> Derivation = new(Compute);

    public static RepeatedRows Of(Table table) => table.Derive(Derivation);

    private static RepeatedRows Compute(Table table)
    {
        var ids = LogicalRows.Of(table);
        var current = table.Find(MedusaColumns.IsCurrent) as Column<bool>;
        var seen = new HashSet<LogicalId>(ids.Count);
        var rows = new List<int>();
        for (var row = ids.Count - 1; row >= 0; row--)
        {
            if (CurrentRows.IsCurrent(current, row) && !seen.Add(ids[row]))
            {
                rows.Add(row);
            }
        }

        rows.Reverse();
        return new RepeatedRows([.. rows]);
    }
}

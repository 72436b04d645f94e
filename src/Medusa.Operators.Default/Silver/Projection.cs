using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>The joined table as Silver takes it: the registered columns, in Silver's order, NULL where the joined table lacks one.</summary>
internal static class Projection
{
    private static readonly PairDerivation<Table, Table, Table> Derivation = new(Compute);

    public static Table Of(Table silver, Table joined) => joined.Derive(Derivation, silver);

    private static Table Compute(Table joined, Table silver)
    {
        var columns = new List<(string, Column)>(silver.ColumnCount);
        for (var index = 0; index < silver.ColumnCount; index++)
        {
            var name = silver.ColumnNames[index];
            if (!SilverSchema.IsHistory(name))
            {
                columns.Add((name, joined.Find(name) ?? Column.AllNull(silver.Columns[index].Type, joined.RowCount)));
            }
        }

        return Table.Of(columns.ToArray());
    }
}

using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>
/// Whether a joined row differs from the Silver row it stands against, over the registered columns. Two NULLs are no difference here: a cell that was and stays
/// unknown has not changed.
/// </summary>
internal static class RowComparison
{
    /// <summary>Whether every column of <paramref name="incoming"/> has in <paramref name="row"/> the value that Silver has in <paramref name="silverRow"/>.</summary>
    public static bool AreEqual(Table silver, int silverRow, Table incoming, int row)
    {
        for (var index = 0; index < incoming.ColumnCount; index++)
        {
            if (!AreEqual(silver[incoming.ColumnNames[index]], silverRow, incoming.Columns[index], row))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreEqual(Column left, int leftRow, Column right, int rightRow)
    {
        if (left.IsNull(leftRow) || right.IsNull(rightRow))
        {
            return left.IsNull(leftRow) && right.IsNull(rightRow);
        }

        return (left, right) switch
        {
            (TextColumn a, TextColumn b) => ReferenceEquals(a.Dictionary, b.Dictionary)
                ? a.Code(leftRow) == b.Code(rightRow)
                : string.Equals(a[leftRow], b[rightRow], StringComparison.Ordinal),
            (Column<double> a, Column<double> b) => a[leftRow].Equals(b[rightRow]),
            (Column<DateTime> a, Column<DateTime> b) => a[leftRow] == b[rightRow],
            _ => left.GetValue(leftRow) == right.GetValue(rightRow),
        };
    }
}

using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>
/// SCD-2 into a Silver that has rows: a logical row whose values differ gets its current version closed and a new one opened, both at the logical time, so that
/// the two touch; one without a current version gets its first; all others stay as they are.
/// </summary>
internal static class VersioningLoad
{
    public static SilverLoad Apply(Table silver, Table incoming, DateTime now)
    {
        var groups = LogicalGroups.Of(silver, incoming);
        var changed = Changed(silver, incoming, groups);
        var closed = new bool[silver.RowCount];
        foreach (var row in groups.Surplus)
        {
            closed[row] = true;
        }

        var opened = new List<int>();
        var (inserts, updates) = (0, 0);
        for (var row = 0; row < incoming.RowCount; row++)
        {
            if (!changed[row])
            {
                continue;
            }

            opened.Add(row);
            inserts += groups.IsNew[row] ? 1 : 0;
            updates += groups.IsNew[row] ? 0 : 1;
            if (groups.Partners[row] >= 0)
            {
                closed[groups.Partners[row]] = true;
            }
        }

        return opened.Count == 0
            ? new SilverLoad(silver, 0, 0)
            : new SilverLoad(Table.Concat(Close(silver, closed, now), History.Begin(incoming.Gather(RowSelection.Of([.. opened])), now)), inserts, updates);
    }

    /// <summary>For each incoming row whether its logical row is written. All rows of one logical row go together.</summary>
    private static bool[] Changed(Table silver, Table incoming, LogicalGroups groups)
    {
        var ids = LogicalRows.Of(incoming);
        var changedIds = new HashSet<LogicalId>();
        for (var row = 0; row < incoming.RowCount; row++)
        {
            if (groups.Partners[row] < 0 || groups.Uneven[row] || !RowComparison.AreEqual(silver, groups.Partners[row], incoming, row))
            {
                changedIds.Add(ids[row]);
            }
        }

        var changed = new bool[incoming.RowCount];
        for (var row = 0; row < changed.Length; row++)
        {
            changed[row] = changedIds.Contains(ids[row]);
        }

        return changed;
    }

    private static Table Close(Table silver, bool[] closed, DateTime now)
    {
        var ends = (Column<DateTime>)silver[MedusaColumns.ValidTo];
        var flags = (Column<bool>)silver[MedusaColumns.IsCurrent];
        var (validTo, ended, current) = (new DateTime[closed.Length], new bool[closed.Length], new bool[closed.Length]);
        for (var row = 0; row < closed.Length; row++)
        {
            ended[row] = closed[row] || !ends.IsNull(row);
            validTo[row] = closed[row] ? now : ends[row];
            current[row] = flags[row] && !closed[row];
        }

        return silver
            .With(MedusaColumns.ValidTo, new Column<DateTime>(validTo, ended))
            .With(MedusaColumns.IsCurrent, new Column<bool>(current));
    }
}

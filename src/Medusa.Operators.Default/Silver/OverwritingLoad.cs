using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>
/// SCD-1 into a Silver that has rows: an upsert. Current rows are overwritten in place and keep their place in history; new logical rows are appended, as
/// versions open from now on where Silver keeps history; closed versions stay.
/// </summary>
internal static class OverwritingLoad
{
    public static SilverLoad Apply(Table silver, Table incoming, DateTime now)
    {
        var groups = LogicalGroups.Of(silver, incoming);
        var content = new int[silver.RowCount];
        for (var row = 0; row < content.Length; row++)
        {
            content[row] = row;
        }

        var (inserts, updates) = (0, groups.Surplus.Count);
        var appended = new List<int>();
        for (var row = 0; row < incoming.RowCount; row++)
        {
            var partner = groups.Partners[row];
            if (partner < 0)
            {
                appended.Add(silver.RowCount + row);
                inserts++;
            }
            else if (!RowComparison.AreEqual(silver, partner, incoming, row))
            {
                content[partner] = silver.RowCount + row;
                updates++;
            }
        }

        return inserts + updates == 0 ? new SilverLoad(silver, 0, 0) : new SilverLoad(Build(silver, incoming, groups, content, appended, now), inserts, updates);
    }

    private static Table Build(Table silver, Table incoming, LogicalGroups groups, int[] content, List<int> appended, DateTime now)
    {
        var removed = new HashSet<int>(groups.Surplus);
        var kept = Enumerable.Range(0, silver.RowCount).Where(row => !removed.Contains(row)).ToArray();
        var registered = Table.Concat(silver.Select(incoming.ColumnNames.AsSpan()), incoming);
        var result = registered.Gather(RowSelection.Of([.. kept.Select(row => content[row]), .. appended]));
        if (!History.IsKept(silver))
        {
            return result;
        }

        var versions = Table.Concat(silver, History.Begin(incoming, now)).Gather(RowSelection.Of([.. kept, .. appended]));
        foreach (var name in silver.ColumnNames.Where(SilverSchema.IsHistory))
        {
            result = result.With(name, versions[name]);
        }

        return result.Select(silver.ColumnNames.AsSpan());
    }
}

using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>
/// For each row of a load, which current Silver row it stands against: the n-th row of a logical row in the load meets the n-th current row of that logical row.
/// </summary>
internal sealed class LogicalGroups
{
    private LogicalGroups(int[] partners, bool[] isNew, List<int> surplus, bool[] uneven)
    {
        Partners = partners;
        IsNew = isNew;
        Surplus = surplus;
        Uneven = uneven;
    }

    /// <summary>For each incoming row the Silver row it stands against, or −1.</summary>
    public int[] Partners { get; }

    /// <summary>For each incoming row whether Silver had no current row of its logical row.</summary>
    public bool[] IsNew { get; }

    /// <summary>Current Silver rows of logical rows in the load that no incoming row stands against.</summary>
    public List<int> Surplus { get; }

    /// <summary>For each incoming row whether its logical row occurs in the load as often as in Silver; false where it does.</summary>
    public bool[] Uneven { get; }

    public static LogicalGroups Of(Table silver, Table incoming)
    {
        var arrivals = LogicalRows.Of(incoming);
        var current = CurrentChains(silver, arrivals.Dictionary, out var next);
        var heads = new Dictionary<LogicalId, int>(current);
        var count = incoming.RowCount;
        var (partners, isNew, uneven) = (new int[count], new bool[count], new bool[count]);
        var unevenIds = new HashSet<LogicalId>();
        for (var row = 0; row < count; row++)
        {
            var id = arrivals[row];
            isNew[row] = !heads.ContainsKey(id);
            partners[row] = current.GetValueOrDefault(id, -1);
            if (partners[row] >= 0)
            {
                current[id] = next[partners[row]];
            }
            else if (!isNew[row])
            {
                unevenIds.Add(id);
            }
        }

        var surplus = new List<int>();
        for (var row = 0; row < count; row++)
        {
            var id = arrivals[row];
            for (var left = current.GetValueOrDefault(id, -1); left >= 0; left = next[left])
            {
                surplus.Add(left);
                unevenIds.Add(id);
            }

            current[id] = -1;
        }

        for (var row = 0; unevenIds.Count > 0 && row < count; row++)
        {
            uneven[row] = unevenIds.Contains(arrivals[row]);
        }

        return new LogicalGroups(partners, isNew, surplus, uneven);
    }

    private static Dictionary<LogicalId, int> CurrentChains(Table silver, TextDictionary dictionary, out int[] next)
    {
        var ids = LogicalRows.Of(silver).IdsIn(dictionary);
        var flags = silver.Find(MedusaColumns.IsCurrent) as Column<bool>;
        var heads = new Dictionary<LogicalId, int>(ids.Length);
        next = new int[ids.Length];
        for (var row = ids.Length - 1; row >= 0; row--)
        {
            if (CurrentRows.IsCurrent(flags, row))
            {
                next[row] = heads.GetValueOrDefault(ids[row], -1);
                heads[ids[row]] = row;
            }
        }

        return heads;
    }
}

using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>
/// SCD-2 on a loaded Silver. The joined rows are taken in order. A row whose key has no current version is inserted. Otherwise the tracked column is
/// compared with the key's first current version; NULL differs from everything, NULL included. Where it differs, all current versions of the key are
/// closed at once and the row becomes a new version. New versions are appended at the end, so that a later row of the same key finds no current version
/// and is inserted too.
/// </summary>
internal sealed class VersionMerge
{
    private const int NotLookedUp = -2;
    private const int None = -1;

    private static readonly TimeSpan AgeOfRowsWithoutHistory = TimeSpan.FromDays(30);

    private readonly TextColumn status;
    private readonly KeyRows versions;
    private readonly Column<bool> isCurrent;
    private readonly int[] firstCurrent;
    private readonly bool[] closed;
    private readonly List<int> appended = [];
    private int inserts;
    private int updates;

    private VersionMerge(Table silver)
    {
        status = (TextColumn)silver[V0Columns.Tracked];
        versions = KeyRows.Of(silver);
        isCurrent = (Column<bool>)silver[V0Columns.IsCurrent];
        firstCurrent = new int[versions.Dictionary.Count];
        Array.Fill(firstCurrent, NotLookedUp);
        closed = new bool[silver.RowCount];
    }

    /// <summary>Merges joined rows into Silver.</summary>
    /// <param name="silver">A table with rows; without history columns its rows count as current for thirty days.</param>
    /// <param name="joined">A table with rows.</param>
    /// <param name="now">The logical time.</param>
    public static ScdOutcome Of(Table silver, Table joined, DateTime now)
    {
        var versioned = HistoryColumns.AreIn(silver) ? silver : HistoryColumns.Open(silver, now - AgeOfRowsWithoutHistory);
        var merge = new VersionMerge(versioned);
        merge.Take(joined);
        var result = merge.updates > 0 ? HistoryColumns.Close(versioned, merge.closed, now) : versioned;
        if (merge.appended.Count > 0)
        {
            result = Table.Concat(result, HistoryColumns.Open(joined.Gather(RowSelection.Of([.. merge.appended])), now));
        }

        return new ScdOutcome(2, result, merge.inserts, merge.updates);
    }

    private void Take(Table joined)
    {
        var keys = (TextColumn)joined[V0Columns.Key];
        var statuses = (TextColumn)joined[V0Columns.Tracked];
        var toVersions = keys.Dictionary.CodesIn(versions.Dictionary).Span;
        var toStatus = statuses.Dictionary.CodesIn(status.Dictionary).Span;
        var codes = keys.Codes();
        for (var row = 0; row < codes.Length; row++)
        {
            var key = codes[row] < 0 ? None : toVersions[codes[row]];
            var version = FirstCurrent(key);
            if (version == None)
            {
                inserts++;
                appended.Add(row);
            }
            else if (Differs(status.Code(version), statuses.Code(row), toStatus))
            {
                updates++;
                appended.Add(row);
                CloseAll(key);
            }
        }
    }

    /// <summary>The first current version of a key, looked up once: it changes only when all are closed.</summary>
    private int FirstCurrent(int key)
    {
        if (key < 0)
        {
            return None;
        }

        if (firstCurrent[key] == NotLookedUp)
        {
            firstCurrent[key] = None;
            foreach (var row in versions.Of(key))
            {
                if (isCurrent[row])
                {
                    firstCurrent[key] = row;
                    break;
                }
            }
        }

        return firstCurrent[key];
    }

    private static bool Differs(int before, int after, ReadOnlySpan<int> translation) =>
        before < 0 || after < 0 || translation[after] != before;

    private void CloseAll(int key)
    {
        foreach (var row in versions.Of(key))
        {
            closed[row] = isCurrent[row];
        }

        firstCurrent[key] = None;
    }
}

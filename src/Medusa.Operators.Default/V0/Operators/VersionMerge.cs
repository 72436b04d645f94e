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
    private static readonly TimeSpan AgeOfRowsWithoutHistory = TimeSpan.FromDays(30);

    private readonly TextColumn status;
    private readonly KeyRows versions;
    private readonly bool[] isCurrent;
    private readonly bool[] closed;
    private readonly List<int> appended = [];
    private int inserts;
    private int updates;

    private VersionMerge(Table silver)
    {
        status = (TextColumn)silver[V0Columns.Tracked];
        versions = KeyRows.Of(silver);
        isCurrent = new bool[silver.RowCount];
        closed = new bool[silver.RowCount];
        var flags = (Column<bool>)silver[V0Columns.IsCurrent];
        for (var row = 0; row < isCurrent.Length; row++)
        {
            isCurrent[row] = flags[row];
        }
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
            var known = versions.Of(codes[row] < 0 ? -1 : toVersions[codes[row]]);
            var first = FirstCurrent(known);
            if (first < 0)
            {
                inserts++;
                appended.Add(row);
            }
            else if (Differs(status.Code(first), statuses.Code(row), toStatus))
            {
                updates++;
                appended.Add(row);
                CloseAll(known);
            }
        }
    }

    private int FirstCurrent(ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
        {
            if (isCurrent[row])
            {
                return row;
            }
        }

        return -1;
    }

    private static bool Differs(int before, int after, ReadOnlySpan<int> translation) =>
        before < 0 || after < 0 || translation[after] != before;

    private void CloseAll(ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
        {
            closed[row] |= isCurrent[row];
            isCurrent[row] = false;
        }
    }
}

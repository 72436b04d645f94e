using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>
/// History: after SCD-2 as the last SCD action, the closed versions of a key, in order of their beginning, do not overlap; an end may touch a beginning.
/// </summary>
internal sealed class HistoryCheck : IGraderCheck
{
    private static readonly CheckResult Pass = new("history", true, null);
    private static readonly CheckResult Fail = new("history", false, "HISTORY_FAIL: SCD-2 timestamps overlap for some keys.");
    private static readonly Derivation<Table, CheckResult> Verdict = new(silver => Overlaps(silver) ? Fail : Pass);

    /// <inheritdoc/>
    public string Name => "history";

    /// <inheritdoc/>
    public string Description => "Versions of one key do not overlap in time.";

    /// <inheritdoc/>
    public CheckResult Evaluate(EpisodeState state)
    {
        var silver = state[V0State.Silver];
        return state.Get(V0State.ScdType) == "SCD-2" && HistoryColumns.AreIn(silver) ? silver.Derive(Verdict) : Pass;
    }

    private static bool Overlaps(Table silver)
    {
        var from = (Column<DateTime>)silver[V0Columns.ValidFrom];
        var to = (Column<DateTime>)silver[V0Columns.ValidTo];
        if (to.NullCount == to.Length)
        {
            return false;
        }

        var keys = (TextColumn)silver[V0Columns.Key];
        var lastEnd = new DateTime[keys.Dictionary.Count];
        foreach (var rows in ClosedRowsByBeginning(from, to))
        {
            foreach (var row in rows)
            {
                var code = keys.Code(row);
                if (code < 0)
                {
                    continue;
                }

                if (from[row] < lastEnd[code])
                {
                    return true;
                }

                lastEnd[code] = to[row];
            }
        }

        return false;
    }

    /// <summary>Groups by beginning: an episode has at most two beginnings a step, so that sorting the groups costs nothing beside the rows.</summary>
    private static IEnumerable<List<int>> ClosedRowsByBeginning(Column<DateTime> from, Column<DateTime> to)
    {
        var groups = new SortedDictionary<DateTime, List<int>>();
        var last = default(DateTime);
        List<int>? group = null;
        for (var row = 0; row < to.Length; row++)
        {
            if (to.IsNull(row) || from.IsNull(row))
            {
                continue;
            }

            if (group is null || from[row] != last)
            {
                last = from[row];
                if (!groups.TryGetValue(last, out group))
                {
                    groups.Add(last, group = []);
                }
            }

            group.Add(row);
        }

        return groups.Values;
    }
}

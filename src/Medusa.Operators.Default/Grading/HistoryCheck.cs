using System.Globalization;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>
/// History: versions of one logical row do not overlap (an open end counts as infinity, touching is allowed) and at most one is current. Silver without
/// history columns passes.
/// </summary>
public sealed class HistoryCheck : IGraderCheck
{
    private static readonly Derivation<Table, Audit> Derivation = new(silver => new Audit(Examine(silver)));

    /// <inheritdoc/>
    public string Name => "history";

    /// <inheritdoc/>
    public string Description => "Versions of one logical row do not overlap, and at most one of them is current.";

    /// <inheritdoc/>
    public CheckResult Evaluate(EpisodeState state) =>
        Verdict.OnEmptySilver(this, state) ?? Verdict.Of(this, History.IsKept(state[MedusaState.Silver]) ? state[MedusaState.Silver].Derive(Derivation).Reason : null);

    private static string? Examine(Table silver)
    {
        var current = CurrentRows.Of(silver);
        if (current.Doubled > 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"several_current: {current.Doubled} row(s) of Silver are current beside another version");
        }

        var overlapping = CountOverlapping(silver);
        return overlapping == 0
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"versions_overlap: {overlapping} version(s) in Silver begin before the one before them ends");
    }

    private static int CountOverlapping(Table silver)
    {
        var ids = LogicalRows.Of(silver);
        var from = (Column<DateTime>)silver[MedusaColumns.ValidFrom];
        var versions = new Dictionary<LogicalId, List<int>>();
        var first = new Dictionary<LogicalId, int>(silver.RowCount);
        for (var row = 0; row < silver.RowCount; row++)
        {
            if (!first.TryAdd(ids[row], row))
            {
                (versions.TryGetValue(ids[row], out var rows) ? rows : versions[ids[row]] = [first[ids[row]]]).Add(row);
            }
        }

        var overlapping = 0;
        foreach (var rows in versions.Values)
        {
            rows.Sort((left, right) => from[left].CompareTo(from[right]));
            for (var index = 1; index < rows.Count; index++)
            {
                overlapping += End(silver, rows[index - 1]) > from[rows[index]] ? 1 : 0;
            }
        }

        return overlapping;
    }

    private static DateTime End(Table silver, int row)
    {
        var ends = (Column<DateTime>)silver[MedusaColumns.ValidTo];
        return ends.IsNull(row) ? DateTime.MaxValue : ends[row];
    }

    /// <param name="Reason">What is wrong with the history, or null.</param>
    private sealed record Audit(string? Reason);
}

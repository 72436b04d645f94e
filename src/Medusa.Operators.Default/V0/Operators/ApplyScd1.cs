using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>
/// APPLY_SCD_1: the first load makes the joined table Silver. Later, Silver's rows of the joined table's keys are dropped and the joined rows appended;
/// columns are united and missing cells NULL, history columns included. An empty joined table changes nothing.
/// </summary>
internal sealed class ApplyScd1 : IOperator
{
    private static readonly Derivation<Table, ScdOutcome> FirstLoad = new(joined => new ScdOutcome(1, joined, joined.RowCount, 0));

    /// <inheritdoc/>
    public string Name => MedusaActions.ApplyScd1;

    /// <inheritdoc/>
    public string Description => "Overwrites Silver's records by the joined ones (SCD type 1).";

    /// <inheritdoc/>
    public OperatorResult Apply(in OperatorContext context)
    {
        var state = context.State;
        return Merge(state[V0State.Silver], state[V0State.Joined]).On(state);
    }

    private static ScdOutcome Merge(Table silver, Table joined)
    {
        if (joined.RowCount == 0)
        {
            return new ScdOutcome(1, silver, 0, 0);
        }

        if (silver.RowCount == 0)
        {
            return joined.Derive(FirstLoad);
        }

        var kept = RowsWithout(silver, KeyRows.Of(joined));
        var inserts = RowsWithout(joined, KeyRows.Of(silver)).Length;
        return new ScdOutcome(1, Table.Concat(silver.Gather(RowSelection.Of(kept)), joined), inserts, silver.RowCount - kept.Length);
    }

    /// <summary>The rows whose key <paramref name="others"/> does not show.</summary>
    private static int[] RowsWithout(Table table, KeyRows others)
    {
        var keys = (TextColumn)table[V0Columns.Key];
        var toOthers = keys.Dictionary.CodesIn(others.Dictionary).Span;
        var codes = keys.Codes();
        var rows = new List<int>();
        for (var row = 0; row < codes.Length; row++)
        {
            if (codes[row] < 0 || others.Of(toOthers[codes[row]]).IsEmpty)
            {
                rows.Add(row);
            }
        }

        return [.. rows];
    }
}

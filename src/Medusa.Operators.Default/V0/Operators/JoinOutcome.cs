using Medusa.Operators.Abstractions;
using Medusa.Operators.Default.V0.Python;

namespace Medusa.Operators.Default.V0;

/// <summary>The tables that a join gives, with what the action reports of them.</summary>
internal sealed class JoinOutcome
{
    /// <summary>The inner join of two tables, computed once for each pair.</summary>
    public static readonly PairDerivation<Table, Table, JoinOutcome> Inner = new((a, b) => new JoinOutcome(a, b, JoinKind.Inner));

    /// <summary>The left join of two tables, computed once for each pair.</summary>
    public static readonly PairDerivation<Table, Table, JoinOutcome> Left = new((a, b) => new JoinOutcome(a, b, JoinKind.Left));

    /// <summary>The anti join of two tables, computed once for each pair.</summary>
    public static readonly PairDerivation<Table, Table, JoinOutcome> Anti = new((a, b) => new JoinOutcome(a, b, JoinKind.Anti));

    private const double ToleratedGrowth = 1.05;

    private static readonly RecordShape Shape = new(
        "join_type", "fact_rows", "dim_rows", "join_rows", "quarantine_rows", "match_rate", "explosion_detected");

    private JoinOutcome(Table a, Table b, JoinKind kind)
    {
        var keysA = KeySet.Of(a);
        var keysB = KeySet.Of(b);
        var rows = JoinRows.Of((TextColumn)a[V0Columns.Key], KeyRows.Of(b), kind);
        Joined = SideBySide(a.Gather(RowSelection.Of(rows.A)), b.Without(V0Columns.Key).Gather(RowSelection.Of(rows.B)));
        Quarantine = (kind == JoinKind.Left ? a.Select(V0Columns.Key) : a).Gather(RowSelection.Of(rows.Unmatched));
        MatchRate = keysA.ShareFoundIn(keysB);
        FactRows = keysA.NonNull;
        Exploded = Joined.RowCount > FactRows * ToleratedGrowth;
        Type = kind switch { JoinKind.Inner => "inner", JoinKind.Left => "left", _ => "anti" };
        Message = $"EXECUTE_JOIN ({Type.ToUpperInvariant()}): {Joined.RowCount} rows | match_rate={PythonFormat.Percent(MatchRate, 1)} | "
            + $"quarantine={Quarantine.RowCount} | {(Exploded ? "⚠ EXPLOSION" : "OK")}";
        Metrics = Shape.With(Type, FactRows, keysB.NonNull, Joined.RowCount, Quarantine.RowCount, MatchRate, Exploded);
    }

    /// <summary>A's columns, then B's without the key.</summary>
    public Table Joined { get; }

    /// <summary>The unmatched rows of A: whole, or their keys after a left join.</summary>
    public Table Quarantine { get; }

    /// <summary>Distinct keys of A found in B over distinct keys of A.</summary>
    public double MatchRate { get; }

    /// <summary>Rows of A whose key is not NULL.</summary>
    public int FactRows { get; }

    /// <summary>Whether there are more joined rows than 1.05 × <see cref="FactRows"/>.</summary>
    public bool Exploded { get; }

    /// <summary><c>inner</c>, <c>left</c> or <c>anti</c>.</summary>
    public string Type { get; }

    /// <summary>The message.</summary>
    public string Message { get; }

    /// <summary>The metrics.</summary>
    public Record Metrics { get; }

    /// <summary>Executes a join on a state's prepared sources.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="join">One of the three joins.</param>
    public static OperatorResult Apply(EpisodeState state, PairDerivation<Table, Table, JoinOutcome> join)
    {
        var outcome = state[V0State.PreparedA].Derive(join, state[V0State.PreparedB]);
        var edit = state.Edit();
        edit.Set(V0State.Joined, outcome.Joined);
        edit.Set(V0State.Quarantine, outcome.Quarantine);
        edit.Set(V0State.DidJoin, true);
        edit.Set(V0State.JoinType, outcome.Type);
        edit.Set(V0State.JoinRows, outcome.Joined.RowCount);
        edit.Set(V0State.Exploded, outcome.Exploded);
        edit.Set(V0State.MatchRate, outcome.MatchRate);
        edit.Set(V0State.QuarantineRows, outcome.Quarantine.RowCount);
        return new OperatorResult(edit.Build(), outcome.Message, outcome.Metrics);
    }

    private static Table SideBySide(Table left, Table right)
    {
        var columns = new (string Name, Column Column)[left.ColumnCount + right.ColumnCount];
        for (var index = 0; index < columns.Length; index++)
        {
            columns[index] = index < left.ColumnCount
                ? (left.ColumnNames[index], left.Columns[index])
                : (right.ColumnNames[index - left.ColumnCount], right.Columns[index - left.ColumnCount]);
        }

        return Table.Of(columns);
    }
}

using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>
/// EVOLVE_SCHEMA: adds the scenario's drifted columns to Silver, all NULL, where Silver lacks them. The first load replaces Silver, so there they come
/// from the join whether this was called or not.
/// </summary>
internal sealed class EvolveSchema : IOperator
{
    private static readonly RecordShape Shape = new("cols_added", "new_cols_count", "silver_col_count");
    private static readonly Value Nothing = Value.List();
    private static readonly string[] Messages = [.. Enumerable.Range(0, 3).Select(added => $"EVOLVE_SCHEMA: added {added} column(s).")];

    /// <inheritdoc/>
    public string Name => MedusaActions.EvolveSchema;

    /// <inheritdoc/>
    public string Description => "Adds the new columns of both sources to Silver.";

    /// <inheritdoc/>
    public OperatorResult Apply(in OperatorContext context)
    {
        var state = context.State;
        var silver = state[V0State.Silver];
        var before = silver.ColumnCount;
        if (state.Get(V0State.NewColumnsA) > 0)
        {
            silver = With(silver, V0Columns.DriftedA);
        }

        if (state.Get(V0State.NewColumnsB) > 0)
        {
            silver = With(silver, V0Columns.DriftedB);
        }

        var added = silver.ColumnCount - before;
        var edit = state.Edit();
        edit.Set(V0State.DidEvolveSchema, true);
        if (added > 0)
        {
            edit.Set(V0State.Silver, silver);
        }

        return new OperatorResult(
            edit.Build(),
            Messages[added],
            Shape.With(added == 0 ? Nothing : Value.List(silver.ColumnNames.Skip(before)), added, silver.ColumnCount));
    }

    private static Table With(Table silver, string column) =>
        silver.IndexOf(column) >= 0 ? silver : silver.With(column, Column.AllNull(ColumnType.Number, silver.RowCount));
}

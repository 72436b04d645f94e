using Medusa.Operators.Abstractions;

namespace Medusa.Samples.Imputation;

/// <summary>IMPUTE_MEDIAN: fills the NULLs of a table's number columns with the column's median; the mean of the middle two where their count is even.</summary>
public sealed class ImputeMedianOperator : IOperator
{
    /// <summary>The metric that counts the cells filled.</summary>
    public const string Filled = "cells_imputed";

    /// <inheritdoc/>
    public string Name => "IMPUTE_MEDIAN";

    /// <inheritdoc/>
    public string Description => "Fill missing numbers of a table with each column's median.";

    /// <inheritdoc/>
    public ObjectDescriptor Parameters { get; } = new(
        "ImputeMedianParameters",
        [new FieldDescriptor("table", FieldKind.Text) { Default = NumberColumns.DefaultTable, Description = "The table." }]);

    /// <inheritdoc/>
    public OperatorResult Apply(in OperatorContext context)
    {
        var key = NumberColumns.Table(context.State, context.Arguments);
        var table = context.State[key];
        var filled = 0;
        for (var index = 0; index < table.ColumnCount; index++)
        {
            if (table.Columns[index] is Column<double> { NullCount: > 0 } column && NumberColumns.Sorted(column) is { Length: > 0 } sorted)
            {
                filled += column.NullCount;
                table = table.With(table.ColumnNames[index], Fill(column, NumberColumns.Quantile(sorted, 0.5)));
            }
        }

        var edit = context.State.Edit();
        edit.Set(key, table);
        return new OperatorResult(edit.Build(), $"{filled} missing numbers of {key.Name} were filled.", Record.Of((Filled, filled)));
    }

    private static Column<double> Fill(Column<double> column, double median)
    {
        var values = new double[column.Length];
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = column.IsNull(row) ? median : column[row];
        }

        return new Column<double>(values);
    }
}

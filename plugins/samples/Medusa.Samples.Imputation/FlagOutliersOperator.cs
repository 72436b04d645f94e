using Medusa.Operators.Abstractions;

namespace Medusa.Samples.Imputation;

/// <summary>
/// FLAG_OUTLIERS: adds a truth column <c>&lt;column&gt;_is_outlier</c> that is true outside [Q1 − k·IQR, Q3 + k·IQR] (Tukey's fences) and NULL where the number is.
/// </summary>
public sealed class FlagOutliersOperator : IOperator
{
    /// <inheritdoc/>
    public string Name => "FLAG_OUTLIERS";

    /// <inheritdoc/>
    public string Description => "Mark a number column's outliers in a column of their own.";

    /// <inheritdoc/>
    public ObjectDescriptor Parameters { get; } = new(
        "FlagOutliersParameters",
        [
            new FieldDescriptor("table", FieldKind.Text) { Default = NumberColumns.DefaultTable, Description = "The table." },
            new FieldDescriptor("column", FieldKind.Text) { Default = "fact_value", Description = "The number column." },
            new FieldDescriptor("k", FieldKind.Number) { Default = 1.5, Minimum = 0, Maximum = 100, Description = "How many interquartile ranges beyond the quartiles." },
        ]);

    /// <inheritdoc/>
    public OperatorResult Apply(in OperatorContext context)
    {
        var key = NumberColumns.Table(context.State, context.Arguments);
        var table = context.State[key];
        var name = context.Arguments["column"].AsTextOrNull ?? "fact_value";
        if (table.Find(name) is not Column<double> column)
        {
            throw new ContractException("invalid_action", $"Table '{key.Name}' has no number column '{name}'.");
        }

        var range = context.Arguments["k"].IsNull ? 1.5 : context.Arguments["k"].AsNumber;
        var (flags, count) = Flag(column, range);
        var edit = context.State.Edit();
        edit.Set(key, table.With($"{name}_is_outlier", flags));
        return new OperatorResult(edit.Build(), $"{count} of {column.Length} values of {name} are outliers.", Record.Of(("outliers", count)));
    }

    private static (Column<bool> Flags, int Count) Flag(Column<double> column, double k)
    {
        var sorted = NumberColumns.Sorted(column);
        var (low, high) = sorted.Length == 0 ? (0.0, 0.0) : (NumberColumns.Quantile(sorted, 0.25), NumberColumns.Quantile(sorted, 0.75));
        var reach = k * (high - low);
        var flags = new bool[column.Length];
        var present = new bool[column.Length];
        var count = 0;
        for (var row = 0; row < flags.Length; row++)
        {
            present[row] = !column.IsNull(row);
            flags[row] = present[row] && (column[row] < low - reach || column[row] > high + reach);
            count += flags[row] ? 1 : 0;
        }

        return (new Column<bool>(flags, present), count);
    }
}

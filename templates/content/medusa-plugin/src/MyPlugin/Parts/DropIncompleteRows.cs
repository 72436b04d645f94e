using Medusa.Operators.Abstractions;

namespace MyPlugin;

/// <summary>Drops the rows of a source in which any value is missing. Finds its table by name, so that it fits every environment that has one.</summary>
public sealed class DropIncompleteRows : IOperator
{
    /// <summary>The operator's name.</summary>
    public const string Id = "DROP_INCOMPLETE_ROWS";

    /// <summary>The table it works on: source A of MEDUSA.</summary>
    public const string TableName = "bronze_a_prepped";

    /// <inheritdoc/>
    public string Name => Id;

    /// <inheritdoc/>
    public string Description => "Drops the rows of source A in which any value is missing.";

    /// <inheritdoc/>
    public OperatorResult Apply(in OperatorContext context)
    {
        if (!context.State.Schema.TableNames.Contains(TableName))
        {
            throw new ContractException("invalid_action", $"{Id} needs a table '{TableName}'.");
        }

        var key = context.State.Schema.Table(TableName);
        var table = context.State[key];
        var kept = new List<int>(table.RowCount);
        for (var row = 0; row < table.RowCount; row++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (IsComplete(table, row))
            {
                kept.Add(row);
            }
        }

        var removed = table.RowCount - kept.Count;
        var edit = context.State.Edit();
        if (removed > 0)
        {
            edit.Set(key, table.Gather(RowSelection.Of([.. kept])));
        }

        return new OperatorResult(edit.Build(), $"{Id}: {removed} rows dropped.", Record.Of(("removed", removed)));
    }

    private static bool IsComplete(Table table, int row)
    {
        foreach (var column in table.Columns)
        {
            if (column.IsNull(row))
            {
                return false;
            }
        }

        return true;
    }
}

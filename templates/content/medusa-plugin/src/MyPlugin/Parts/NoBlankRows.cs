using Medusa.Operators.Abstractions;

namespace MyPlugin;

/// <summary>No table holds a row in which every value is missing.</summary>
public sealed class NoBlankRows : IGraderCheck
{
    /// <inheritdoc/>
    public string Name => "blank_rows";

    /// <inheritdoc/>
    public string Description => "No table holds a row in which every value is missing.";

    /// <inheritdoc/>
    public CheckResult Evaluate(EpisodeState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        for (var index = 0; index < state.Schema.TableNames.Length; index++)
        {
            var blank = BlankRows(state.TableAt(index));
            if (blank > 0)
            {
                return new CheckResult(Name, false, $"blank_rows: {blank} in '{state.Schema.TableNames[index]}'.");
            }
        }

        return new CheckResult(Name, true, null);
    }

    private static int BlankRows(Table table)
    {
        var count = 0;
        for (var row = 0; row < table.RowCount; row++)
        {
            count += table.Columns.All(column => column.IsNull(row)) ? 1 : 0;
        }

        return count;
    }
}

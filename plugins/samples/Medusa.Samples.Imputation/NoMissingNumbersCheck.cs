using Medusa.Operators.Abstractions;

namespace Medusa.Samples.Imputation;

/// <summary>Passes where no number column of the joined table has a NULL.</summary>
public sealed class NoMissingNumbersCheck : IGraderCheck
{
    /// <inheritdoc/>
    public string Name => "no_missing_numbers";

    /// <inheritdoc/>
    public string Description => "No number column of the joined table has a NULL.";

    /// <inheritdoc/>
    public CheckResult Evaluate(EpisodeState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var table = state[state.Schema.Table(NumberColumns.DefaultTable)];
        for (var index = 0; index < table.ColumnCount; index++)
        {
            if (table.Columns[index] is Column<double> { NullCount: > 0 } column)
            {
                return new CheckResult(Name, false, $"number_missing: {column.NullCount} in {table.ColumnNames[index]}");
            }
        }

        return new CheckResult(Name, true, null);
    }
}

using Medusa.Operators.Abstractions;

namespace Medusa.Samples.Imputation;

/// <summary>Finds tables and columns of numbers by name.</summary>
internal static class NumberColumns
{
    /// <summary>The table that an operator works on where its arguments name none.</summary>
    public const string DefaultTable = "joined";

    /// <summary>The table that arguments name.</summary>
    /// <param name="state">The state.</param>
    /// <param name="arguments">The operator's arguments.</param>
    /// <exception cref="ContractException">The state has no such table.</exception>
    public static TableKey Table(EpisodeState state, Record arguments)
    {
        var name = arguments["table"].AsTextOrNull ?? DefaultTable;
        return state.Schema.TableNames.Contains(name)
            ? state.Schema.Table(name)
            : throw new ContractException("invalid_action", $"There is no table '{name}'; there are {string.Join(", ", state.Schema.TableNames)}.");
    }

    /// <summary>The numbers of a column in ascending order, NULLs and NaNs left out.</summary>
    /// <param name="column">The column.</param>
    public static double[] Sorted(Column<double> column)
    {
        var numbers = new List<double>(column.Length);
        for (var row = 0; row < column.Length; row++)
        {
            if (!column.IsNull(row) && !double.IsNaN(column[row]))
            {
                numbers.Add(column[row]);
            }
        }

        numbers.Sort();
        return [.. numbers];
    }

    /// <summary>The value below which a share of sorted numbers lies, between neighbours by linear interpolation.</summary>
    /// <param name="sorted">At least one number, ascending.</param>
    /// <param name="share">0 to 1; 0.5 is the median.</param>
    public static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)Math.Floor(place);
        return below + 1 < sorted.Length ? sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}

using Medusa.Operators.Abstractions;
using Medusa.Operators.Default.V0.Python;

namespace Medusa.Operators.Default.V0;

/// <summary>Draws Bronze A: entity_id, fact_value, fact_category, created_at and, under drift, one more number.</summary>
internal static class FactTable
{
    private static readonly TextDictionary Categories = TextColumn.Of("A", "B", "C").Dictionary;

    /// <summary>The keys: distinct numbers from 1 to 2·rows − 1 in random order, then NULL in a sample of rows.</summary>
    /// <param name="random">The scenario's random numbers.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="nullRatio">The share of NULL keys; rows × ratio is rounded down.</param>
    /// <returns>Key numbers, −1 for NULL.</returns>
    public static int[] DrawKeys(PythonRandom random, int rows, double nullRatio)
    {
        var keys = random.Sample((rows * 2) - 1, rows);
        for (var row = 0; row < rows; row++)
        {
            keys[row]++;
        }

        foreach (var row in random.Sample(rows, (int)(rows * nullRatio)))
        {
            keys[row] = -1;
        }

        return keys;
    }

    /// <summary>The columns beside the key.</summary>
    /// <param name="random">The scenario's random numbers, after <see cref="DrawKeys"/>.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="drifted">The name of one more column, or null.</param>
    public static Table DrawValues(PythonRandom random, int rows, string? drifted)
    {
        var values = Uniform(random, rows, 1000);
        var categories = Choices(random, rows);
        var created = new DateTime[rows];
        for (var row = 0; row < rows; row++)
        {
            created[row] = OperatorContext.Epoch.AddHours(row);
        }

        var table = Table.Of(
            ("fact_value", new Column<double>(values)),
            ("fact_category", new TextColumn(Categories, categories)),
            ("created_at", new Column<DateTime>(created)));
        return drifted is null ? table : table.With(drifted, new Column<double>(Uniform(random, rows, 100)));
    }

    /// <summary>Numbers from 0 to <paramref name="high"/>, one a row.</summary>
    /// <param name="random">The scenario's random numbers.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="high">The upper end.</param>
    public static double[] Uniform(PythonRandom random, int rows, double high)
    {
        var numbers = new double[rows];
        for (var row = 0; row < rows; row++)
        {
            numbers[row] = random.Uniform(0, high);
        }

        return numbers;
    }

    /// <summary>Choices among three, one a row.</summary>
    /// <param name="random">The scenario's random numbers.</param>
    /// <param name="rows">The number of rows.</param>
    public static int[] Choices(PythonRandom random, int rows)
    {
        var codes = new int[rows];
        for (var row = 0; row < rows; row++)
        {
            codes[row] = random.Choice(3);
        }

        return codes;
    }
}

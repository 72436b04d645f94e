using Medusa.Operators.Abstractions;
using Medusa.Operators.Default.V0.Python;

namespace Medusa.Operators.Default.V0;

/// <summary>Draws Bronze B: entity_id, dim_name, dim_status and, under drift, one more number.</summary>
internal static class DimensionTable
{
    private static readonly TextDictionary Statuses = TextColumn.Of("x", "y", "z").Dictionary;

    /// <summary>Keys taken from A's: a sample, or, where A has fewer rows, one choice a row.</summary>
    /// <param name="random">The scenario's random numbers.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="factKeys">A's key numbers, none of them NULL.</param>
    public static int[] DrawReferencedKeys(PythonRandom random, int rows, int[] factKeys)
    {
        int[] keys;
        if (rows <= factKeys.Length)
        {
            keys = random.Sample(factKeys.Length, rows);
        }
        else
        {
            keys = new int[rows];
            for (var row = 0; row < rows; row++)
            {
                keys[row] = random.Choice(factKeys.Length);
            }
        }

        for (var row = 0; row < rows; row++)
        {
            keys[row] = factKeys[keys[row]];
        }

        return keys;
    }

    /// <summary>
    /// Keys of its own, distinct from 1 to 3·rows − 1; then a sample of rows repeats the key of an earlier row, and a sample is NULL.
    /// </summary>
    /// <param name="random">The scenario's random numbers.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="uniqueness">One less the share of repeating rows; the binary fraction of 1 − uniqueness decides the rounding, as in Python.</param>
    /// <param name="nullRatio">The share of NULL keys; rows × ratio is rounded down.</param>
    /// <returns>Key numbers, −1 for NULL.</returns>
    public static int[] DrawOwnKeys(PythonRandom random, int rows, double uniqueness, double nullRatio)
    {
        var keys = random.Sample((rows * 3) - 1, rows);
        for (var row = 0; row < rows; row++)
        {
            keys[row]++;
        }

        foreach (var row in random.Sample(rows, (int)(rows * (1 - uniqueness))))
        {
            keys[row] = row > 0 ? keys[random.Integer(0, row - 1)] : keys[0];
        }

        foreach (var row in random.Sample(rows, (int)(rows * nullRatio)))
        {
            keys[row] = -1;
        }

        return keys;
    }

    /// <summary>The columns beside the key.</summary>
    /// <param name="random">The scenario's random numbers, after the keys.</param>
    /// <param name="keys">The key texts, null for NULL.</param>
    /// <param name="drifted">The name of one more column, or null.</param>
    public static Table DrawValues(PythonRandom random, TextColumn keys, string? drifted)
    {
        var table = Table.Of(
            ("dim_name", Names(keys)),
            (V0Columns.Tracked, new TextColumn(Statuses, FactTable.Choices(random, keys.Length))));
        return drifted is null ? table : table.With(drifted, new Column<double>(FactTable.Uniform(random, keys.Length, 100)));
    }

    private static TextColumn Names(TextColumn keys)
    {
        var names = new TextDictionaryBuilder();
        var codes = new int[keys.Length];
        for (var row = 0; row < codes.Length; row++)
        {
            codes[row] = names.Add("Name_" + (keys[row] ?? "None"));
        }

        return new TextColumn(names.Build(), codes);
    }
}

using Medusa.Operators.Abstractions;
using Medusa.Operators.Default.V0.Python;

namespace Medusa.Operators.Default.V0;

/// <summary>The tables of every scenario but dirty_keys: A's keys are distinct, and B's are taken from them.</summary>
internal static class ReferencedSources
{
    /// <summary>Draws both tables.</summary>
    /// <param name="random">The scenario's random numbers, freshly seeded.</param>
    /// <param name="factRows">Rows of A.</param>
    /// <param name="dimensionRows">Rows of B.</param>
    /// <param name="drifts">Whether each source has a column more.</param>
    public static (Table A, Table B) Draw(PythonRandom random, int factRows, int dimensionRows, bool drifts)
    {
        var numbers = FactTable.DrawKeys(random, factRows, nullRatio: 0);
        var factValues = FactTable.DrawValues(random, factRows, drifts ? V0Columns.DriftedA : null);
        var dimensionNumbers = DimensionTable.DrawReferencedKeys(random, dimensionRows, numbers);

        var texts = new KeyTexts();
        var codeOf = new int[factRows * 2];
        var factCodes = new int[factRows];
        for (var row = 0; row < factRows; row++)
        {
            factCodes[row] = codeOf[numbers[row]] = texts.Number(numbers[row]);
        }

        var dimensionCodes = new int[dimensionRows];
        for (var row = 0; row < dimensionRows; row++)
        {
            dimensionCodes[row] = codeOf[dimensionNumbers[row]];
        }

        var dictionary = texts.Build();
        var keys = new TextColumn(dictionary, dimensionCodes);
        var dimensionValues = DimensionTable.DrawValues(random, keys, drifts ? V0Columns.DriftedB : null);
        return (WithKey(new TextColumn(dictionary, factCodes), factValues), WithKey(keys, dimensionValues));
    }

    /// <summary>A table of a key column and the columns of <paramref name="values"/> after it.</summary>
    /// <param name="key">The key column.</param>
    /// <param name="values">The other columns.</param>
    public static Table WithKey(TextColumn key, Table values)
    {
        var columns = new (string Name, Column Column)[values.ColumnCount + 1];
        columns[0] = (V0Columns.Key, key);
        for (var index = 0; index < values.ColumnCount; index++)
        {
            columns[index + 1] = (values.ColumnNames[index], values.Columns[index]);
        }

        return Table.Of(columns);
    }
}

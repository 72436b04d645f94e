using System.Numerics;
using Medusa.Operators.Abstractions;
using Medusa.Operators.Default.V0.Python;

namespace Medusa.Operators.Default.V0;

/// <summary>
/// A quarter of A's keys is NULL and three of ten others are padded; B's keys are drawn without regard to A's, 15 % of its rows repeat an earlier key and
/// 15 % are NULL.
/// </summary>
internal sealed class DirtyKeysVariant : IVariant
{
    /// <inheritdoc/>
    public string Name => "dirty_keys";

    /// <inheritdoc/>
    public Sources Draw(BigInteger seed, int factRows, int dimensionRows)
    {
        var random = new PythonRandom(seed);
        var texts = new KeyTexts();
        var numbers = FactTable.DrawKeys(random, factRows, nullRatio: 0.25);
        var factValues = FactTable.DrawValues(random, factRows, drifted: null);
        var factCodes = new int[factRows];
        for (var row = 0; row < factRows; row++)
        {
            factCodes[row] = numbers[row] < 0 ? -1 : random.NextDouble() < 0.3 ? texts.Padded(numbers[row]) : texts.Number(numbers[row]);
        }

        var dimensionCodes = DimensionTable.DrawOwnKeys(random, dimensionRows, uniqueness: 0.85, nullRatio: 0.15);
        for (var row = 0; row < dimensionRows; row++)
        {
            dimensionCodes[row] = dimensionCodes[row] < 0 ? -1 : texts.Number(dimensionCodes[row]);
        }

        var dictionary = texts.Build();
        var keys = new TextColumn(dictionary, dimensionCodes);
        return new Sources(
            ReferencedSources.WithKey(new TextColumn(dictionary, factCodes), factValues),
            ReferencedSources.WithKey(keys, DimensionTable.DrawValues(random, keys, drifted: null)),
            AgeA: 2.0,
            AgeB: 3.0,
            "Dirty keys: nulls + whitespace in join keys.");
    }
}

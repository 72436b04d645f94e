using System.Numerics;
using System.Runtime.InteropServices;

namespace Medusa.DataSelect;

/// <summary>The signed distances of rows to a model's decision boundary, many rows at a time: each row's sum runs in feature order, whatever the machine's vector width.</summary>
internal static class Margins
{
    private const int Together = 4;

    /// <summary>Σ weight × value over the features in order, plus the intercept.</summary>
    /// <param name="model">The model.</param>
    /// <param name="columns">One array a feature, each as long as <paramref name="margins"/>.</param>
    /// <param name="margins">Gets a margin a row.</param>
    public static void Of(SgdModel model, double[][] columns, Span<double> margins)
    {
        var weights = model.Weights.AsSpan();
        var intercept = new Vector<double>(model.Intercept);
        var blocks = MemoryMarshal.Cast<double, Vector<double>>(margins);
        var block = 0;
        for (; block <= blocks.Length - Together; block += Together)
        {
            Vector<double> first = default, second = default, third = default, fourth = default;
            for (var feature = 0; feature < columns.Length; feature++)
            {
                var weight = new Vector<double>(weights[feature]);
                var values = MemoryMarshal.Cast<double, Vector<double>>(columns[feature].AsSpan()).Slice(block, Together);
                first += values[0] * weight;
                second += values[1] * weight;
                third += values[2] * weight;
                fourth += values[3] * weight;
            }

            blocks[block] = first + intercept;
            blocks[block + 1] = second + intercept;
            blocks[block + 2] = third + intercept;
            blocks[block + 3] = fourth + intercept;
        }

        for (var row = block * Vector<double>.Count; row < margins.Length; row++)
        {
            var sum = 0.0;
            for (var feature = 0; feature < columns.Length; feature++)
            {
                sum += columns[feature][row] * weights[feature];
            }

            margins[row] = sum + model.Intercept;
        }
    }
}

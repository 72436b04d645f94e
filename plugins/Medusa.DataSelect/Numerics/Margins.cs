using System.Numerics;
using System.Runtime.InteropServices;

namespace Medusa.DataSelect;

/// <summary>The signed distances of rows to a model's decision boundary, many rows at a time: each row's sum runs in feature order, whatever the machine's vector width.</summary>
internal static class Margins
{
    /// <summary>Σ weight × value over the features in order, plus the intercept.</summary>
    /// <param name="model">The model.</param>
    /// <param name="columns">One array a feature, each as long as <paramref name="margins"/>.</param>
    /// <param name="margins">Gets a margin a row.</param>
    public static void Of(SgdModel model, double[][] columns, Span<double> margins)
    {
        var blocks = MemoryMarshal.Cast<double, Vector<double>>(margins);
        for (var block = 0; block < blocks.Length; block++)
        {
            var sum = Vector<double>.Zero;
            for (var feature = 0; feature < columns.Length; feature++)
            {
                sum += new Vector<double>(columns[feature], block * Vector<double>.Count) * model.Weights[feature];
            }

            blocks[block] = sum + new Vector<double>(model.Intercept);
        }

        for (var row = blocks.Length * Vector<double>.Count; row < margins.Length; row++)
        {
            var sum = 0.0;
            for (var feature = 0; feature < columns.Length; feature++)
            {
                sum += columns[feature][row] * model.Weights[feature];
            }

            margins[row] = sum + model.Intercept;
        }
    }
}

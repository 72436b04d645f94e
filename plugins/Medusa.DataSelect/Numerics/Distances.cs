using System.Numerics;
using System.Runtime.InteropServices;

namespace Medusa.DataSelect;

/// <summary>Squared Euclidean distances of many rows to one point: each row's sum runs in feature order, whatever the machine's vector width.</summary>
internal static class Distances
{
    /// <summary>Σ (value − point)² over the features in order.</summary>
    /// <param name="point">One number a feature.</param>
    /// <param name="columns">One array a feature, each as long as <paramref name="distances"/>.</param>
    /// <param name="distances">Gets a squared distance a row.</param>
    public static void Squared(ReadOnlySpan<double> point, double[][] columns, Span<double> distances)
    {
        var blocks = MemoryMarshal.Cast<double, Vector<double>>(distances);
        for (var block = 0; block < blocks.Length; block++)
        {
            var sum = Vector<double>.Zero;
            for (var feature = 0; feature < columns.Length; feature++)
            {
                var difference = new Vector<double>(columns[feature], block * Vector<double>.Count) - new Vector<double>(point[feature]);
                sum += difference * difference;
            }

            blocks[block] = sum;
        }

        for (var row = blocks.Length * Vector<double>.Count; row < distances.Length; row++)
        {
            var sum = 0.0;
            for (var feature = 0; feature < columns.Length; feature++)
            {
                var difference = columns[feature][row] - point[feature];
                sum += difference * difference;
            }

            distances[row] = sum;
        }
    }
}

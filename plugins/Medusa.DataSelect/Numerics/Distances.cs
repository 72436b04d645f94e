using System.Numerics;
using System.Runtime.InteropServices;

namespace Medusa.DataSelect;

/// <summary>Squared Euclidean distances of many rows to one point: each row's sum runs in feature order, whatever the machine's vector width.</summary>
internal static class Distances
{
    private const int Together = 4;

    /// <summary>Σ (value − point)² over the features in order.</summary>
    /// <param name="point">One number a feature.</param>
    /// <param name="columns">One array a feature, each as long as <paramref name="distances"/>.</param>
    /// <param name="distances">Gets a squared distance a row.</param>
    public static void Squared(ReadOnlySpan<double> point, double[][] columns, Span<double> distances)
    {
        var blocks = MemoryMarshal.Cast<double, Vector<double>>(distances);
        var block = 0;
        for (; block <= blocks.Length - Together; block += Together)
        {
            Vector<double> first = default, second = default, third = default, fourth = default;
            for (var feature = 0; feature < columns.Length; feature++)
            {
                var at = new Vector<double>(point[feature]);
                var values = MemoryMarshal.Cast<double, Vector<double>>(columns[feature].AsSpan()).Slice(block, Together);
                var (one, two, three, four) = (values[0] - at, values[1] - at, values[2] - at, values[3] - at);
                first += one * one;
                second += two * two;
                third += three * three;
                fourth += four * four;
            }

            blocks[block] = first;
            blocks[block + 1] = second;
            blocks[block + 2] = third;
            blocks[block + 3] = fourth;
        }

        for (var row = block * Vector<double>.Count; row < distances.Length; row++)
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

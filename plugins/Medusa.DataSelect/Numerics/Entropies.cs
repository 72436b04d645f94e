using System.Numerics;
using System.Runtime.InteropServices;
using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect;

/// <summary>How unsure a logistic model is.</summary>
internal static class Entropies
{
    /// <summary>
    /// The entropy of a prediction in nats at a margin m, with q = e^−|m|: ln(1 + q) + |m|·q ÷ (1 + q), which is −p·ln p − (1 − p)·ln(1 − p) at p = 1 ÷ (1 + e^−m).
    /// </summary>
    /// <param name="margins">The margins.</param>
    /// <param name="added">What is added to each entropy.</param>
    /// <param name="entropies">Gets the sums.</param>
    public static void Of(ReadOnlySpan<double> margins, ReadOnlySpan<double> added, Span<double> entropies)
    {
        Span<double> small = stackalloc double[margins.Length];
        var blocks = MemoryMarshal.Cast<double, Vector<double>>(margins);
        var smalls = MemoryMarshal.Cast<double, Vector<double>>(small);
        var results = MemoryMarshal.Cast<double, Vector<double>>(entropies);
        for (var block = 0; block < blocks.Length; block++)
        {
            smalls[block] = -Vector.Abs(blocks[block]);
        }

        var rest = blocks.Length * Vector<double>.Count;
        for (var row = rest; row < margins.Length; row++)
        {
            small[row] = -Math.Abs(margins[row]);
        }

        DeterministicMath.Exp(small, small);
        for (var block = 0; block < blocks.Length; block++)
        {
            results[block] = Vector<double>.One + smalls[block];
        }

        for (var row = rest; row < margins.Length; row++)
        {
            entropies[row] = 1.0 + small[row];
        }

        DeterministicMath.Log(entropies, entropies);
        var extras = MemoryMarshal.Cast<double, Vector<double>>(added);
        for (var block = 0; block < blocks.Length; block++)
        {
            results[block] = results[block] + (Vector.Abs(blocks[block]) * (smalls[block] / (Vector<double>.One + smalls[block]))) + extras[block];
        }

        for (var row = rest; row < margins.Length; row++)
        {
            entropies[row] = entropies[row] + (Math.Abs(margins[row]) * (small[row] / (1.0 + small[row]))) + added[row];
        }
    }
}

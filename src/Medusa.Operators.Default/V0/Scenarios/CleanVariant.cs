using System.Numerics;
using Medusa.Operators.Default.V0.Python;

namespace Medusa.Operators.Default.V0;

/// <summary>Fresh sources, distinct keys without NULLs. B references as many of A's keys as it has rows, so the match rate is often below 1.</summary>
internal sealed class CleanVariant : IVariant
{
    /// <inheritdoc/>
    public string Name => "clean";

    /// <inheritdoc/>
    public Sources Draw(BigInteger seed, int factRows, int dimensionRows)
    {
        var (a, b) = ReferencedSources.Draw(new PythonRandom(seed), factRows, dimensionRows, drifts: false);
        return new Sources(a, b, AgeA: 1.0, AgeB: 2.0, "Clean scenario: fresh, unique keys, high match rate.");
    }
}

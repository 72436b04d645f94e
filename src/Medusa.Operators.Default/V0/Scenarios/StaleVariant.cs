using System.Numerics;
using Medusa.Operators.Default.V0.Python;

namespace Medusa.Operators.Default.V0;

/// <summary>Like clean, but A is 8 to 24 hours old and B half an hour to 4 hours; the ages are drawn after the tables.</summary>
internal sealed class StaleVariant : IVariant
{
    /// <inheritdoc/>
    public string Name => "stale";

    /// <inheritdoc/>
    public Sources Draw(BigInteger seed, int factRows, int dimensionRows)
    {
        var random = new PythonRandom(seed);
        var (a, b) = ReferencedSources.Draw(random, factRows, dimensionRows, drifts: false);
        var ageA = random.Uniform(8.0, 24.0);
        var ageB = random.Uniform(0.5, 4.0);
        return new Sources(a, b, ageA, ageB, $"Stale scenario: Source A is {PythonFormat.Fixed(ageA, 1)}h old.");
    }
}

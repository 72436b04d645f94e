using System.Numerics;
using Medusa.Operators.Default.V0.Python;

namespace Medusa.Operators.Default.V0;

/// <summary>Like clean, but each source has a column that Silver does not know.</summary>
internal sealed class SchemaDriftVariant : IVariant
{
    /// <inheritdoc/>
    public string Name => "schema_drift";

    /// <inheritdoc/>
    public Sources Draw(BigInteger seed, int factRows, int dimensionRows)
    {
        var (a, b) = ReferencedSources.Draw(new PythonRandom(seed), factRows, dimensionRows, drifts: true);
        return new Sources(a, b, AgeA: 1.0, AgeB: 1.5, "Schema drift: new columns in A and B.");
    }
}

using System.Numerics;

namespace Medusa.Operators.Default.V0;

/// <summary>One of the four kinds of scenario.</summary>
internal interface IVariant
{
    /// <summary>The name, such as <c>dirty_keys</c>; a scenario is called by it and its seed.</summary>
    string Name { get; }

    /// <summary>Draws the sources.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="factRows">Rows of Bronze A, at least 1.</param>
    /// <param name="dimensionRows">Rows of Bronze B, at least 1.</param>
    Sources Draw(BigInteger seed, int factRows, int dimensionRows);
}

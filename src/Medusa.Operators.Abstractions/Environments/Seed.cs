using System.Globalization;
using System.Numerics;

namespace Medusa.Operators.Abstractions;

/// <summary>The seed of an episode, as drawn or as given.</summary>
/// <param name="Number">The number that seeds generators; never negative.</param>
/// <param name="Text">How scenarios name it; usually the number's digits.</param>
public readonly record struct Seed(BigInteger Number, string Text)
{
    /// <summary>The seed of an integer.</summary>
    /// <param name="number">0 or more.</param>
    public static Seed Of(BigInteger number) => new(number, number.ToString(CultureInfo.InvariantCulture));

    /// <summary>The seed's low 64 bits: the whole number for environments that bound seeds by 2⁵³ − 1.</summary>
    public ulong Low => (ulong)(Number & ulong.MaxValue);

    /// <inheritdoc/>
    public override string ToString() => Text;
}

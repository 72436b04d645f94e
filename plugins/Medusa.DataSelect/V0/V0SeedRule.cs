using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect.V0;

/// <summary>Seeds 0 to 2³² − 1; without one, 42.</summary>
internal sealed class V0SeedRule() : SeedRule(uint.MaxValue)
{
    private const int Usual = 42;

    /// <inheritdoc/>
    public override Seed Draw(ulong bits) => Seed.Of(Usual);
}

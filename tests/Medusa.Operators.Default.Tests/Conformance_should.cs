using Medusa.Operators.Default.V0;
using Medusa.Operators.TestKit;

namespace Medusa.Operators.Default.Tests;

public sealed class Conformance_should
{
    [Fact]
    public void Hold_for_version_1() => Conformance.Check(MedusaEnvironment.Definition).ThrowIfFailed();

    [Fact]
    public void Hold_for_version_0() => Conformance.Check(MedusaV0Environment.Definition).ThrowIfFailed();
}

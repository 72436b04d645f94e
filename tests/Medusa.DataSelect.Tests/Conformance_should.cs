using Medusa.DataSelect.V0;
using Medusa.Operators.TestKit;

namespace Medusa.DataSelect.Tests;

public sealed class Conformance_should
{
    [Fact]
    public void Hold_for_version_1() => Conformance.Check(DataSelectEnvironment.Definition).ThrowIfFailed();

    [Fact]
    public void Hold_for_version_0() => Conformance.Check(DataSelectV0Environment.Definition).ThrowIfFailed();
}

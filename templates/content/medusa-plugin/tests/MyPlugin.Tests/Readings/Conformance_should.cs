using Medusa.Operators.TestKit;

namespace MyPlugin.Tests;

public sealed class Conformance_should
{
    [Fact]
    public void Hold_for_the_environment() => Conformance.Check(ReadingsEnvironment.Definition).ThrowIfFailed();
}

namespace Medusa.Cli.Tests.Output;

/// <summary>A test that needs util-linux's <c>script</c>.</summary>
internal sealed class FactOnUnixAttribute : FactAttribute
{
    public FactOnUnixAttribute() => Skip = File.Exists("/usr/bin/script") ? null : "It needs util-linux's script.";
}

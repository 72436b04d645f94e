using Medusa.Operators.TestKit;

namespace MyPlugin.Tests;

public sealed class Conformance_should
{
    [Fact]
    public void Find_nothing_in_the_plugin_s_folder()
    {
        var report = Conformance.CheckPlugin(PluginFolder.Path);

        Assert.True(report.Passed, report.ToString());
    }
}

using System.Text.Json;
using Medusa.Testing;

namespace Medusa.Cli.Tests.Plugins;

public sealed class CheckCommand_should : IDisposable
{
    private readonly TemporaryFolder root = new();

    public void Dispose() => root.Dispose();

    [Fact]
    public async Task Find_nothing_in_a_sound_plugin()
    {
        var run = await CommandRun.OfAsync("plugin", "check", CounterPlugin.Write(root.Path));

        Assert.True(run.ExitCode == 0, run.Out + run.Error);
        Assert.DoesNotContain("FAILED", run.Out, StringComparison.Ordinal);
        Assert.Contains("rules hold.", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fail_with_the_reason_where_the_loader_refuses()
    {
        var source = new PluginSource("Broken", """public sealed class Plugin : IMedusaPlugin { public void Register(IPluginRegistry registry) => throw new InvalidOperationException("no luck today"); }""");

        var run = await CommandRun.OfAsync("plugin", "check", PluginFolder.Write(root.Path, "broken", source));

        Assert.Equal(ExitCode.Different, run.ExitCode);
        Assert.Contains("no luck today", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fail_where_the_plugin_offers_nothing()
    {
        var source = new PluginSource("Empty", "public sealed class Plugin : IMedusaPlugin { public void Register(IPluginRegistry registry) { } }");

        var run = await CommandRun.OfAsync("plugin", "check", PluginFolder.Write(root.Path, "empty", source), "--json");

        Assert.Equal(ExitCode.Different, run.ExitCode);
        Assert.False(JsonElement.Parse(run.Out).GetProperty("passed").GetBoolean());
    }

    [Fact]
    public async Task Name_the_action_that_gives_another_state_the_second_time()
    {
        var run = await CommandRun.OfAsync("plugin", "check", CounterPlugin.Write(root.Path, increment: "Guid.NewGuid().GetHashCode()"));

        Assert.Equal(ExitCode.Different, run.ExitCode);
        Assert.Contains("'COUNT_UP' (seed 0, step 1) gives another state the second time.", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_what_an_operator_throws()
    {
        var run = await CommandRun.OfAsync("plugin", "check", CounterPlugin.Write(root.Path, increment: "long.Parse(\"none\")"));

        Assert.Equal(ExitCode.Different, run.ExitCode);
        Assert.Contains("FormatException", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_the_field_that_is_not_described()
    {
        var run = await CommandRun.OfAsync("plugin", "check", CounterPlugin.Write(root.Path, field: "secret"));

        Assert.Equal(ExitCode.Different, run.ExitCode);
        Assert.Contains("'secret' is not described (seed 0).", run.Out, StringComparison.Ordinal);
    }
}

using System.Text.Json;

namespace Medusa.Cli.Tests.Plugins;

public sealed class BenchCommand_should : IDisposable
{
    private readonly TemporaryFolder root = new();

    public void Dispose() => root.Dispose();

    [Fact]
    public async Task Measure_steps_resets_and_memory()
    {
        var run = await CommandRun.OfAsync("plugin", "bench", CounterPlugin.Write(root.Path), "--seconds", "1", "--json");

        Assert.Equal(0, run.ExitCode);
        var result = JsonElement.Parse(run.Out);
        Assert.True(result.GetProperty("steps_per_second").GetDouble() > 0);
        Assert.True(result.GetProperty("resets_per_second").GetDouble() > 0);
        Assert.Equal(3, result.GetProperty("steps_per_episode").GetDouble());
    }

    [Fact]
    public async Task Say_what_is_not_measured()
    {
        var run = await CommandRun.OfAsync("plugin", "bench", CounterPlugin.Write(root.Path), "--seconds", "1");

        Assert.Contains("The fold alone", run.Out, StringComparison.Ordinal);
    }
}

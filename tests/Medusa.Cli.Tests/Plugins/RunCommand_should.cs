using System.Text.Json;

namespace Medusa.Cli.Tests.Plugins;

public sealed class RunCommand_should : IDisposable
{
    private readonly TemporaryFolder root = new();

    public void Dispose() => root.Dispose();

    [Fact]
    public async Task Play_an_episode_to_its_end()
    {
        var run = await CommandRun.OfAsync("plugin", "run", CounterPlugin.Write(root.Path), "--environment", "counter", "--json");

        Assert.Equal(0, run.ExitCode);
        var lines = run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToArray();
        Assert.Equal([0, 1, 2, 3], lines[..4].Select(line => line.GetProperty("observation").GetProperty("count").GetInt32()));
        Assert.Equal([1.0, 2.0, 3.0], lines[1..4].Select(line => line.GetProperty("reward").GetDouble()));
        Assert.True(lines[3].GetProperty("done").GetBoolean());
        Assert.True(lines[4].GetProperty("grade").TryGetProperty("passed", out _));
    }

    [Fact]
    public async Task Stop_after_the_steps_asked_for()
    {
        var run = await CommandRun.OfAsync("plugin", "run", CounterPlugin.Write(root.Path), "--steps", "2");

        Assert.Equal(3, run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Name_the_environments_where_the_one_asked_for_is_missing() =>
        (await CommandRun.OfAsync("plugin", "run", CounterPlugin.Write(root.Path), "--environment", "atlantis")).AssertRefused(ExitCode.Usage, "--environment: counter");

    [Fact]
    public async Task Refuse_a_seed_that_is_none() =>
        (await CommandRun.OfAsync("plugin", "run", CounterPlugin.Write(root.Path), "--seed", "x")).AssertRefused(ExitCode.Usage, "'x' is no seed");
}

using System.Text.Json;

namespace Medusa.Cli.Tests.Rollouts;

public sealed class PlayCommand_should
{
    [Fact]
    public async Task Reach_a_passed_grade_without_any_argument()
    {
        var run = await CommandRun.OfAsync("play");

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"(?m)^ +1 +\{""action"":""[A-Z_]+"".*\} +-?[0-9.]+ +-?[0-9.]+$", run.Out);
        Assert.Matches("(?m)^ok +[a-z_]+", run.Out);
        Assert.Matches("\nPASSED: ([0-9]+) of \\1 checks hold, ended as committed, return [0-9.]+\\.\n$", run.Out);
    }

    [Fact]
    public async Task Exit_with_one_and_the_reasons_where_checks_fail()
    {
        var run = await CommandRun.OfAsync("play", "--policy", "random", "--seed", "1");

        Assert.Equal(ExitCode.Different, run.ExitCode);
        Assert.Matches("(?m)^FAILED +[a-z_]+ +[^ ]", run.Out);
        Assert.Contains("NOT PASSED: ", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Play_on_a_server_as_it_plays_here()
    {
        await using var server = await ServedGateway.StartAsync();
        var (here, there) = (await CommandRun.OfAsync("play", "--seed", "3", "--json"), await CommandRun.OfAsync("play", "--seed", "3", "--json", "--url", server.Url));

        Assert.Equal(0, there.ExitCode);
        Assert.Equal(JsonElement.Parse(here.Out).GetProperty("steps").GetRawText(), JsonElement.Parse(there.Out).GetProperty("steps").GetRawText());
    }

    [Theory]
    [InlineData("atlantis", "--env", "atlantis")]
    [InlineData("clever", "--policy", "clever")]
    [InlineData("'-1' is no seed", "--seed", "-1")]
    public async Task Refuse_bad_arguments_with_one_line(string named, params string[] arguments) => (await CommandRun.OfAsync(["play", .. arguments])).AssertRefused(ExitCode.Usage, named);
}

using Medusa.Client;

namespace Medusa.Cli.Tests.Deletions;

public sealed class DeleteCommand_should
{
    [Fact]
    public async Task Remove_what_it_is_told_to()
    {
        await using var server = await ServedGateway.StartAsync();
        using var client = new MedusaClient(new Uri(server.Url));
        await using var episode = await client.StartAsync(new EpisodeRequest("medusa"));
        var none = await CommandRun.OfAsync("delete", "--older-than", "1d", "--yes", "--url", server.Url);
        Assert.Equal((0, "0 episodes removed.\n"), (none.ExitCode, none.Out));
        var run = await CommandRun.OfAsync("delete", "--status", "running, done", "--yes", "--url", server.Url);
        Assert.Equal((0, "1 episodes removed.\n"), (run.ExitCode, run.Out));
    }

    [Theory]
    [InlineData("y\n", 0)]
    [InlineData("\n", 130)]
    [InlineData("no\n", 130)]
    [InlineData("", 2)]
    public async Task Ask_first(string answer, int exitCode)
    {
        await using var server = await ServedGateway.StartAsync();
        var error = new StringWriter();
        var terminal = new Terminal(new StringWriter(), error, IsLive: false) { In = new StringReader(answer) };
        Assert.Equal(exitCode, await MedusaCommand.RunAsync(["delete", "--status", "done", "--url", server.Url], terminal));
        Assert.Contains("for good", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuse_to_remove_without_saying_which() =>
        (await CommandRun.OfAsync("delete", "--yes")).AssertRefused(2, "--older-than");

    [Fact]
    public async Task Say_what_the_server_says_of_a_wrong_age()
    {
        await using var server = await ServedGateway.StartAsync();
        (await CommandRun.OfAsync("delete", "--older-than", "soon", "--yes", "--url", server.Url)).AssertRefused(3, "older_than");
    }
}

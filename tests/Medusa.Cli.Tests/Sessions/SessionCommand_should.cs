namespace Medusa.Cli.Tests.Sessions;

public sealed class SessionCommand_should
{
    [Fact]
    public async Task Play_the_seeds_over_one_session_and_show_each_frame_in_a_line()
    {
        await using var server = await ServedGateway.StartAsync();

        var run = await CommandRun.OfAsync("session", "--url", server.Url, "--policy", "documented", "--seeds", "0,1,2,3");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var lines = run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal([0, 1, 2, 3], Enumerable.Range(0, 4).Where(seed => lines.Contains($$$"""→ {"type":"reset","data":{"seed":{{{seed}}}}}""")));
        Assert.Equal(4, lines.Count(line => line == """→ {"type":"step","data":{"action":"COMMIT"}}"""));
        Assert.Equal(4, lines.Count(line => line.StartsWith("← observation, reward ", StringComparison.Ordinal) && line.Contains("done true, end_reason \"committed\", return ", StringComparison.Ordinal)));
        Assert.Equal(4, lines.Count(line => line.StartsWith("← state {\"episode_id\":", StringComparison.Ordinal)));
        Assert.Equal("""→ {"type":"close"}""", lines[^1]);
    }

    [Fact]
    public async Task Show_whole_frames_on_request()
    {
        await using var server = await ServedGateway.StartAsync();

        var run = await CommandRun.OfAsync("session", "--url", server.Url, "--policy", "commit", "--seeds", "0", "--frames");

        Assert.Contains("""← {"type":"observation","data":{"observation":{""", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuse_what_is_no_seed() => (await CommandRun.OfAsync("session", "--seeds", "0,x")).AssertRefused(ExitCode.Usage, "'x' is no seed");

    [Fact]
    public async Task Say_where_nothing_listens() =>
        (await CommandRun.OfAsync("session", "--url", "http://127.0.0.1:1", "--seeds", "0")).AssertRefused(ExitCode.Server, "ws://127.0.0.1:1/envs/medusa/ws");
}

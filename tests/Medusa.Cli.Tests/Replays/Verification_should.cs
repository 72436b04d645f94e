namespace Medusa.Cli.Tests.Replays;

public sealed class Verification_should
{
    private const string Equal = """{"ok":true,"steps":8}""";
    private const string FirstPage = "GET /v1/episodes?limit=500";

    [Fact]
    public async Task Find_an_episode_equal_to_its_journal()
    {
        await using var server = (await AnsweringServer.StartAsync()).On("POST /v1/episodes/e1/verify", Equal);

        var run = await CommandRun.OfAsync("replay", "--episode", "e1", "--url", server.Url);

        Assert.Equal(new CommandRun(0, "1 of 1 episodes, 8 steps: equal to the journal.\n", ""), run);
    }

    [Theory]
    [InlineData("5,\"differs\":\"state_digest\"", "step 5 differs in its state digest.")]
    [InlineData("3,\"differs\":\"refused\"", "step 3 is refused.")]
    [InlineData("0,\"differs\":\"faulted\"", "the start fails.")]
    [InlineData("5", "step 5 differs.")]
    [InlineData("null", "it differs.")]
    public async Task Name_the_step_at_which_an_episode_diverges_and_what_differs(string step, string named)
    {
        await using var server = (await AnsweringServer.StartAsync()).On("POST /v1/episodes/e1/verify", $$"""{"ok":false,"steps":8,"first_divergence":{{step}}}""");

        (await CommandRun.OfAsync("replay", "--episode", "e1", "--url", server.Url)).AssertRefused(ExitCode.Different, named);
    }

    [Fact]
    public async Task Take_a_refusal_for_divergence_as_one()
    {
        await using var server = (await AnsweringServer.StartAsync()).Refuse("POST /v1/episodes/e1/verify", 409, "replay_diverged", ""","first_divergence":3""");

        (await CommandRun.OfAsync("replay", "--episode", "e1", "--url", server.Url)).AssertRefused(ExitCode.Different, "episode e1: folded again from the journal, step 3 differs.");
    }

    [Fact]
    public async Task Refuse_an_episode_that_is_not_there()
    {
        await using var server = await AnsweringServer.StartAsync();

        (await CommandRun.OfAsync("replay", "--episode", "e1", "--url", server.Url)).AssertRefused(ExitCode.Server, "episode e1: unknown_episode");
    }

    [Fact]
    public async Task Verify_all_of_every_page_and_name_those_that_diverge()
    {
        await using var server = (await AnsweringServer.StartAsync())
            .On(FirstPage, Page(["a", "b"], next: "b"))
            .On("GET /v1/episodes?after=b&limit=500", Page(["c", "gone"], next: null))
            .On("POST /v1/episodes/a/verify", Equal)
            .On("POST /v1/episodes/b/verify", """{"ok":false,"steps":4,"first_divergence":2}""")
            .On("POST /v1/episodes/c/verify", Equal);

        var run = await CommandRun.OfAsync("replay", "--all", "--url", server.Url);

        Assert.Equal((ExitCode.Different, "2 of 4 episodes, 16 steps: equal to the journal; 1 differ.\n"), (run.ExitCode, run.Out));
        Assert.Equal(["medusa: episode b: folded again from the journal, step 2 differs."], run.ErrorLines.Where(line => line.StartsWith("medusa:", StringComparison.Ordinal)));
        Assert.Contains(run.ErrorLines, line => line.StartsWith("4 of 4 episodes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Say_which_episode_the_server_could_not_verify()
    {
        await using var server = (await AnsweringServer.StartAsync())
            .On(FirstPage, Page(["a", "b"], next: null))
            .On("POST /v1/episodes/a/verify", Equal)
            .Refuse("POST /v1/episodes/b/verify", 422, "operator_fault");

        var run = await CommandRun.OfAsync("replay", "--all", "--url", server.Url);

        Assert.Equal((ExitCode.Server, "1 of 2 episodes, 8 steps: equal to the journal; 1 could not be verified.\n"), (run.ExitCode, run.Out));
        Assert.Contains("medusa: episode b: cannot be verified: operator_fault: Do something.", run.ErrorLines);
    }

    [Fact]
    public async Task Name_those_that_differ_first_and_not_very_many()
    {
        var ids = Enumerable.Range(0, 40).Select(number => $"e{number:00}").ToArray();
        await using var server = (await AnsweringServer.StartAsync()).On(FirstPage, Page(ids, next: null));
        foreach (var id in ids[..39])
        {
            server.Refuse($"POST /v1/episodes/{id}/verify", 422, "operator_fault");
        }

        server.On("POST /v1/episodes/e39/verify", """{"ok":false,"steps":4,"first_divergence":2}""");

        var run = await CommandRun.OfAsync("replay", "--all", "--url", server.Url);

        var lines = run.ErrorLines.Where(line => line.StartsWith("medusa:", StringComparison.Ordinal)).ToArray();
        Assert.Equal((ExitCode.Different, 21), (run.ExitCode, lines.Length));
        Assert.StartsWith("medusa: episode e39: folded again", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("medusa: episode e00: cannot be verified", lines[1], StringComparison.Ordinal);
        Assert.Equal("medusa: 20 more.", lines[^1]);
    }

    [Theory]
    [InlineData(401, "unauthorized")]
    [InlineData(422, "invalid_request")]
    public async Task Stop_where_the_server_would_refuse_every_episode(int status, string code)
    {
        await using var server = (await AnsweringServer.StartAsync()).Refuse("POST /v1/episodes/e1/verify", status, code);

        (await CommandRun.OfAsync("replay", "--episode", "e1", "--url", server.Url)).AssertRefused(ExitCode.Server, $"medusa: {code}: Do something.");
    }

    [Fact]
    public async Task Name_what_diverged_before_the_server_was_lost()
    {
        await using var server = (await AnsweringServer.StartAsync())
            .On(FirstPage, Page(["a", "b"], next: null))
            .On("POST /v1/episodes/a/verify", """{"ok":false,"steps":4,"first_divergence":2}""")
            .On("POST /v1/episodes/b/verify", "", AnsweringServer.Dropped);

        var run = await CommandRun.OfAsync("replay", "--all", "--url", server.Url);

        Assert.Equal(ExitCode.Server, run.ExitCode);
        Assert.Contains(run.ErrorLines, line => line.StartsWith("medusa: episode a: folded again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Not_take_for_an_answer_what_is_none()
    {
        await using var server = (await AnsweringServer.StartAsync()).On("POST /v1/episodes/e1/verify", "<html>");

        (await CommandRun.OfAsync("replay", "--episode", "e1", "--url", server.Url)).AssertRefused(ExitCode.Server, "episode e1: cannot be verified: invalid_answer");
    }

    [Fact]
    public async Task Verify_nothing_where_there_is_nothing()
    {
        await using var server = (await AnsweringServer.StartAsync()).On(FirstPage, Page([], next: null));

        Assert.Equal(new CommandRun(0, "0 of 0 episodes, 0 steps: equal to the journal.\n", ""), await CommandRun.OfAsync("replay", "--all", "--url", server.Url));
    }

    [Fact]
    public async Task Verify_a_share_that_the_seed_decides()
    {
        var ids = Enumerable.Range(0, 400).Select(number => $"e{number:000}").ToArray();
        await using var server = (await AnsweringServer.StartAsync()).On(FirstPage, Page(ids, next: null));
        foreach (var id in ids)
        {
            server.On($"POST /v1/episodes/{id}/verify", Equal);
        }

        var first = await Drawn(server, "--seed", "1");
        var again = await Drawn(server, "--seed", "1");
        var other = await Drawn(server, "--seed", "2");

        Assert.InRange(first.Count, 20, 65);
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
    }

    [Theory]
    [InlineData("Name one thing to replay", "replay")]
    [InlineData("Name one thing to replay", "replay", "x.jsonl", "--all")]
    [InlineData("Name one thing to replay", "replay", "--episode", "e1", "--all")]
    [InlineData("--sample goes with --all", "replay", "--episode", "e1", "--sample", "0.5")]
    [InlineData("--seed goes with --sample", "replay", "--all", "--seed", "1")]
    [InlineData("'0'", "replay", "--all", "--sample", "0")]
    [InlineData("'1.5'", "replay", "--all", "--sample", "1.5")]
    [InlineData("'NaN'", "replay", "--all", "--sample", "NaN")]
    [InlineData("'x'", "replay", "--all", "--sample", "0.5", "--seed", "x")]
    public async Task Refuse_options_that_do_not_go_together(string named, params string[] arguments) =>
        (await CommandRun.OfAsync(arguments)).AssertRefused(ExitCode.Usage, named);

    [Fact]
    public async Task Say_where_nothing_listens() =>
        (await CommandRun.OfAsync("replay", "--all", "--url", "http://127.0.0.1:1")).AssertRefused(ExitCode.Server, "http://127.0.0.1:1");

    private static async Task<HashSet<string>> Drawn(AnsweringServer server, params string[] seed)
    {
        var before = server.Requests.Length;
        Assert.Equal(0, (await CommandRun.OfAsync(["replay", "--all", "--sample", "0.1", "--url", server.Url, .. seed])).ExitCode);
        return [.. server.Requests[before..].Where(request => request.StartsWith("POST", StringComparison.Ordinal))];
    }

    private static string Page(string[] ids, string? next)
    {
        var episodes = string.Join(',', ids.Select(id => $$"""{"episode_id":"{{id}}","environment":"medusa","version":"1","status":"done"}"""));
        return $$"""{"episodes":[{{episodes}}],"next":{{(next is null ? "null" : $"\"{next}\"")}}}""";
    }
}

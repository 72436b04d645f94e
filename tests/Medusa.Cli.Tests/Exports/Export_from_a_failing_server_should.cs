using System.Text.Json;

namespace Medusa.Cli.Tests.Exports;

public sealed class Export_from_a_failing_server_should : IAsyncLifetime
{
    private const string List = "GET /v1/episodes?limit=500";

    private readonly TemporaryFile file = new();
    private AnsweringServer server = null!;

    public async Task InitializeAsync() => server = await AnsweringServer.StartAsync();

    public async Task DisposeAsync()
    {
        file.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Name_the_episode_that_is_left_out_and_write_the_others()
    {
        Listed("a", "b", "c");
        server.Refuse("GET /v1/episodes/b/trajectory", 422, "operator_fault");

        var run = await ExportAsync();

        Assert.Equal((ExitCode.Different, $"2 of 3 episodes, 2 steps: {file.Path}\n"), (run.ExitCode, run.Out));
        Assert.Contains("medusa: episode b is left out: operator_fault: Do something.", run.ErrorLines);
        Assert.Equal(["a", "c"], Ids());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Name_the_episode_that_ended_and_that_the_server_cannot_grade(bool isAnyAsked)
    {
        Listed("a", "b");
        Trajectory("b", """ "grade":null,"score":null,"ungraded":"plugin_unavailable" """);

        var run = isAnyAsked ? await ExportAsync("--status", "all") : await ExportAsync();

        Assert.Equal(isAnyAsked ? ExitCode.Done : ExitCode.Different, run.ExitCode);
        Assert.Equal(isAnyAsked ? 0 : 1, run.ErrorLines.Count(line => line.StartsWith("medusa: episode b is left out: plugin_unavailable: ", StringComparison.Ordinal)));
        Assert.Equal(isAnyAsked ? ["a", "b"] : ["a"], Ids());
    }

    [Fact]
    public async Task Write_nothing_where_the_server_would_refuse_every_episode()
    {
        Listed("a");
        server.Refuse("GET /v1/episodes/a/trajectory", 401, "unauthorized");

        (await ExportAsync()).AssertRefused(ExitCode.Server, "unauthorized: Do something.");

        Assert.False(File.Exists(file.Path) || File.Exists(file.Path + ".part"));
    }

    [Fact]
    public async Task Not_miss_an_episode_that_was_deleted_after_it_was_listed()
    {
        Listed("a", "b");
        server.Refuse("GET /v1/episodes/b/trajectory", 410, "episode_expired");

        var run = await ExportAsync();

        Assert.Equal((0, "1 of 2 episodes, 1 steps"), (run.ExitCode, run.Out.Split(':')[0]));
        Assert.DoesNotContain("medusa:", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_no_file_before_it_is_whole_and_keep_the_old_one_when_interrupted()
    {
        await File.WriteAllTextAsync(file.Path, "before\n");
        Listed("a", "b");
        server.On("GET /v1/episodes/b/trajectory", "", AnsweringServer.Held);
        using var stop = new CancellationTokenSource();

        var running = CommandRun.OfAsync(new StringWriter(), stop.Token, "export", "--url", server.Url, "--out", file.Path);
        await server.ArrivalAsync("GET /v1/episodes/b/trajectory");
        var whileRunning = (await File.ReadAllTextAsync(file.Path), File.Exists(file.Path + ".part"));
        await stop.CancelAsync();
        var run = await running;

        Assert.Equal(("before\n", true), whileRunning);
        Assert.Equal(ExitCode.Interrupted, run.ExitCode);
        Assert.Equal(("before\n", false), (await File.ReadAllTextAsync(file.Path), File.Exists(file.Path + ".part")));
    }

    [Fact]
    public async Task Keep_the_old_file_when_the_server_is_lost()
    {
        await File.WriteAllTextAsync(file.Path, "before\n");
        Listed("a", "b");
        server.On("GET /v1/episodes/b/trajectory", "", AnsweringServer.Dropped);

        var run = await ExportAsync();

        Assert.Equal(ExitCode.Server, run.ExitCode);
        Assert.Equal(("before\n", false), (await File.ReadAllTextAsync(file.Path), File.Exists(file.Path + ".part")));
    }

    [Fact]
    public async Task Overwrite_what_a_killed_export_left()
    {
        await File.WriteAllTextAsync(file.Path + ".part", new string('x', 100_000));
        Listed("a");

        Assert.Equal(0, (await ExportAsync()).ExitCode);

        Assert.Equal(["a"], Ids());
        Assert.False(File.Exists(file.Path + ".part"));
    }

    [Fact]
    public async Task Write_through_a_link_that_stays_one()
    {
        using var link = new TemporaryFile();
        await File.WriteAllTextAsync(file.Path, "before\n");
        File.CreateSymbolicLink(link.Path, file.Path);
        Listed("a");

        Assert.Equal(0, (await CommandRun.OfAsync("export", "--url", server.Url, "--out", link.Path)).ExitCode);

        Assert.Equal(file.Path, new FileInfo(link.Path).LinkTarget);
        Assert.Equal(["a"], Ids());
    }

    [Fact]
    public async Task Compare_the_time_at_which_an_episode_started()
    {
        server.On(List, """
            {"episodes":[
              {"episode_id":"a","environment":"medusa","version":"1","status":"done","next_step":2,"created_at":"2025-12-31T23:59:59.9Z"},
              {"episode_id":"b","environment":"medusa","version":"1","status":"done","next_step":2,"created_at":"2026-01-01T00:00:00Z"}
            ],"next":null}
            """);
        Trajectory("a");
        Trajectory("b");

        Assert.Equal(0, (await ExportAsync("--since", "2026-01-01")).ExitCode);

        Assert.Equal(["b"], Ids());
        Assert.Equal("2026-01-01T00:00:00.000Z", JsonElement.Parse(file.Lines[0]).GetProperty("created_at").GetString());
        Assert.DoesNotContain("GET /v1/episodes/a/trajectory", server.Requests);
    }

    [Fact]
    public async Task Refuse_to_compare_a_time_that_the_server_does_not_tell()
    {
        Listed("a");

        (await ExportAsync("--since", "24h")).AssertRefused(ExitCode.Server, "export without --since");
    }

    [Fact]
    public async Task Speak_of_an_environment_that_is_no_longer_offered_by_its_name()
    {
        Listed("a");
        server.On("GET /v1/environments", """{"environments":[{"name":"medusa","version":"2","description":"Another one."}]}""");

        await ExportAsync("--format", "messages");

        var system = JsonElement.Parse(file.Lines[0]).GetProperty("messages")[0].GetProperty("content").GetString();
        Assert.StartsWith("You act in the environment medusa (version 1).\n\nEach message of the user", system, StringComparison.Ordinal);
    }

    private Task<CommandRun> ExportAsync(params string[] arguments) => CommandRun.OfAsync(["export", "--url", server.Url, "--out", file.Path, .. arguments]);

    private string[] Ids() => [.. file.Lines.Select(line => JsonElement.Parse(line).GetProperty("episode_id").GetString()!)];

    private void Listed(params string[] ids)
    {
        var episodes = ids.Select(id => $$"""{"episode_id":"{{id}}","environment":"medusa","version":"1","status":"done","next_step":2}""");
        server.On(List, $$"""{"episodes":[{{string.Join(',', episodes)}}],"next":null}""");
        Array.ForEach(ids, id => Trajectory(id));
    }

    private void Trajectory(string id, string outcome = """ "grade":{"passed":true,"checks":[]},"score":1 """) => server.On(
        $"GET /v1/episodes/{id}/trajectory",
        $$"""
        {"episode_id":"{{id}}","environment":"medusa","version":"1","provenance":{},"seed":1,"options":{},"task":null,"label":null,"labels":{},"parent":null,
         "steps":[{"observation":{},"action":{"action":"COMMIT"},"reward":1,"reward_breakdown":[],"terminated":true,"truncated":false}],
         "final_observation":{},"end_reason":"committed",{{outcome}},"return":1}
        """);
}

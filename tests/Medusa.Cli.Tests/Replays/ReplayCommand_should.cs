using System.Text.Json.Nodes;

namespace Medusa.Cli.Tests.Replays;

public sealed class ReplayCommand_should : IAsyncLifetime
{
    private readonly TemporaryFile file = new();

    public async Task InitializeAsync() =>
        Assert.Equal(0, (await CommandRun.OfAsync("rollout", "--policy", "documented", "--episodes", "6", "--out", file.Path)).ExitCode);

    public Task DisposeAsync()
    {
        file.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Find_no_difference_in_what_a_rollout_wrote()
    {
        var run = await CommandRun.OfAsync("replay", file.Path);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("6 episodes, 48 steps:", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_no_difference_on_a_server()
    {
        await using var server = await ServedGateway.StartAsync();

        Assert.Equal(0, (await CommandRun.OfAsync("replay", file.Path, "--url", server.Url)).ExitCode);
    }

    [Fact]
    public async Task Name_a_changed_reward()
    {
        Change(line: 3, episode => episode["steps"]![5]!["reward"] = 999.5);

        (await CommandRun.OfAsync("replay", file.Path)).AssertRefused(ExitCode.Different, "line 3 (seed 2), step 6, reward: recorded 999.5, now ");
    }

    [Fact]
    public async Task Name_a_changed_field_of_an_observation()
    {
        Change(line: 2, episode => episode["steps"]![4]!["observation"]!["message"] = "tampered");

        (await CommandRun.OfAsync("replay", file.Path)).AssertRefused(ExitCode.Different, "line 2 (seed 1), step 4, observation.message: recorded \"tampered\", now ");
    }

    [Fact]
    public async Task Name_a_changed_last_observation()
    {
        Change(line: 1, episode => episode["final_observation"]!["message"] = "tampered");

        (await CommandRun.OfAsync("replay", file.Path)).AssertRefused(ExitCode.Different, "line 1 (seed 0), step 8, observation.message");
    }

    [Fact]
    public async Task Name_a_changed_state_digest()
    {
        Change(line: 6, episode => episode["steps"]![0]!["state_digest"] = "00");

        (await CommandRun.OfAsync("replay", file.Path)).AssertRefused(ExitCode.Different, "line 6 (seed 5), step 1, state digest: recorded 00, now ");
    }

    [Fact]
    public async Task Name_a_changed_end()
    {
        Change(line: 1, episode => episode["steps"]![7]!["terminated"] = false);

        (await CommandRun.OfAsync("replay", file.Path)).AssertRefused(ExitCode.Different, "step 8, terminated");
    }

    [Fact]
    public async Task Name_an_action_that_is_refused_now()
    {
        Change(line: 1, episode => episode["steps"]![2]!["action"] = new JsonObject { ["action"] = "FLY" });

        (await CommandRun.OfAsync("replay", file.Path)).AssertRefused(ExitCode.Different, "step 3: recorded an answer, now refused with invalid_action");
    }

    [Fact]
    public async Task Refuse_a_file_of_another_version()
    {
        Change(line: 1, episode => episode["version"] = "0.9");

        (await CommandRun.OfAsync("replay", file.Path)).AssertRefused(ExitCode.Usage, "version 0.9");
    }

    [Theory]
    [InlineData("{\"environment\":\"medusa\"")]
    [InlineData("[]")]
    [InlineData("{\"environment\":\"medusa\",\"version\":\"1\",\"seed\":\"x\",\"state_digest\":\"\",\"steps\":[],\"final_observation\":{}}")]
    [InlineData("{\"environment\":\"medusa\",\"version\":\"1\",\"seed\":1,\"state_digest\":\"\",\"steps\":[{}],\"final_observation\":{}}")]
    public async Task Refuse_a_line_that_is_no_trajectory(string line)
    {
        await File.AppendAllTextAsync(file.Path, line);

        (await CommandRun.OfAsync("replay", file.Path)).AssertRefused(ExitCode.Usage, "Line 7 is no trajectory");
    }

    [Fact]
    public async Task Refuse_a_file_that_is_not_there() =>
        (await CommandRun.OfAsync("replay", "/nowhere/at/all.jsonl")).AssertRefused(ExitCode.Usage, "/nowhere/at/all.jsonl");

    private void Change(int line, Action<JsonObject> change)
    {
        var lines = file.Lines;
        var episode = JsonNode.Parse(lines[line - 1])!.AsObject();
        change(episode);
        lines[line - 1] = episode.ToJsonString();
        File.WriteAllLines(file.Path, lines);
    }
}

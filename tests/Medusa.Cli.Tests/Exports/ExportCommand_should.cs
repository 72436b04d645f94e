using System.Text.Json;
using Medusa.Client;

namespace Medusa.Cli.Tests.Exports;

public sealed class ExportCommand_should : IAsyncLifetime
{
    private static readonly string[] Documented =
        ["SYNC_CHECK", "EVOLVE_SCHEMA", "PREP_KEYS_A", "PREP_KEYS_B", "DEDUPLICATE_B", "EXECUTE_JOIN_LEFT", "APPLY_SCD_2", "COMMIT"];

    private readonly TemporaryFile file = new();
    private ServedGateway server = null!;
    private MedusaClient client = null!;

    public async Task InitializeAsync()
    {
        server = await ServedGateway.StartAsync();
        client = new MedusaClient(new Uri(server.Url));
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        file.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Write_an_episode_a_line_with_all_that_happened()
    {
        await PlayAsync("full", Documented, seed: 1, labels: new Dictionary<string, string> { ["run"] = "a" });
        var trajectory = await client.GetTrajectoryAsync("full");

        var run = await ExportAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.Equal($"1 of 1 episodes, 8 steps: {file.Path}\n", run.Out);
        var line = JsonElement.Parse(Assert.Single(file.Lines));
        Assert.Equal(("full", "medusa", "1", "1"), (Text(line, "episode_id"), Text(line, "environment"), Text(line, "version"), Text(line, "seed")));
        Assert.Equal(("done", "committed", "", """{"run":"a"}"""), (Text(line, "status"), Text(line, "end_reason"), Text(line, "task"), Text(line, "labels")));
        Assert.Equal((true, true, 8), (line.GetProperty("graded").GetBoolean(), line.GetProperty("passed").GetBoolean(), line.GetProperty("length").GetInt32()));
        Assert.Equal(trajectory.Score, line.GetProperty("score").GetDouble());
        Assert.Equal(trajectory.Return, line.GetProperty("return").GetDouble());
        Assert.Equal(trajectory.FinalObservation.GetRawText(), Text(line, "final_observation"));
        Assert.Equal(trajectory.Options.GetRawText(), Text(line, "options"));
        Assert.Equal(trajectory.Provenance.Sha256, Text(line, "plugin_sha256"));
        Assert.All(trajectory.Steps.Zip(line.GetProperty("steps").EnumerateArray()), pair =>
        {
            var (expected, step) = pair;
            Assert.Equal(expected.Observation.GetRawText(), Text(step, "observation"));
            Assert.Equal(expected.Action.GetRawText(), Text(step, "action"));
            Assert.Equal((expected.Reward, expected.StateDigest), (step.GetProperty("reward").GetDouble(), Text(step, "state_digest")));
            Assert.Equal((expected.Terminated, expected.Truncated), (step.GetProperty("terminated").GetBoolean(), step.GetProperty("truncated").GetBoolean()));
            Assert.Equal(expected.Reward, JsonElement.Parse(Text(step, "reward_breakdown")).EnumerateArray().Sum(term => term.GetProperty("value").GetDouble()), precision: 9);
        });
    }

    [Theory]
    [InlineData("jsonl")]
    [InlineData("messages")]
    public async Task Give_every_line_the_same_columns_with_the_same_types(string format)
    {
        await PlayAsync("a-full", Documented, labels: new Dictionary<string, string> { ["run"] = "a" });
        await PlayAsync("b-whole-return", ["COMMIT"], environment: "medusa-v0");
        await PlayAsync("c-running", ["SYNC_CHECK"]);
        await PlayAsync("d-task", Documented, task: "clean_pipeline");
        await PlayAsync("e-closed", ["SYNC_CHECK", "PREP_KEYS_A"]);
        await client.CloseAsync("e-closed");
        await client.CreateAsync(new EpisodeRequest("dataselect") { EpisodeId = "f-selected", Seed = 4 });
        await client.StepAsync("f-selected", new { action_type = "select_batch", batch_size = 100, strategy_weights = new { random = 1 } }, step: 1);
        await client.StepAsync("f-selected", new { action_type = "stop" }, step: 2);
        await client.CreateAsync(new EpisodeRequest("medusa") { EpisodeId = "g-without-a-step" });

        var run = await ExportAsync("--format", format, "--status", "all");

        Assert.Equal($"6 of 7 episodes, 22 steps: {file.Path}\n", run.Out);
        Assert.Equal(["a-full", "b-whole-return", "c-running", "d-task", "e-closed", "f-selected"], Ids());
        var types = Assert.Single(file.Lines.Select(ColumnTypes.Of).Distinct());
        Assert.Contains("score: decimal, return: decimal, length: whole", types, StringComparison.Ordinal);
        Assert.Contains(format == "jsonl" ? "reward: decimal" : "messages: list of {role: text, content: text}", types, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_a_chat_that_ends_with_the_last_action()
    {
        await PlayAsync("full", Documented, task: "clean_pipeline");
        var trajectory = await client.GetTrajectoryAsync("full");

        await ExportAsync("--format", "messages");

        var line = JsonElement.Parse(Assert.Single(file.Lines));
        var turns = line.GetProperty("messages").EnumerateArray().Select(turn => (Role: Text(turn, "role"), Content: Text(turn, "content"))).ToArray();
        Assert.Equal(["system", .. Enumerable.Repeat(new[] { "user", "assistant" }, 8).SelectMany(pair => pair)], turns.Select(turn => turn.Role));
        Assert.Equal(trajectory.Steps.SelectMany(step => new[] { step.Observation.GetRawText(), step.Action.GetRawText() }), turns[1..].Select(turn => turn.Content));
        Assert.All(
            new[] { "environment medusa (version 1). Relational control", "Your task is clean_pipeline. ", "\n- SYNC_CHECK: Verify the freshness", "\n- COMMIT: ", "The JSON schema of an action: {" },
            part => Assert.Contains(part, turns[0].Content, StringComparison.Ordinal));
        Assert.Equal((true, "full"), (line.GetProperty("passed").GetBoolean(), Text(line, "episode_id")));
    }

    [Fact]
    public async Task Take_by_default_what_reached_its_end_closed_or_not()
    {
        await PlayAsync("a-done", Documented);
        await PlayAsync("b-done-then-closed", Documented);
        await client.CloseAsync("b-done-then-closed");
        await PlayAsync("c-running", ["SYNC_CHECK"]);
        await PlayAsync("d-given-up", ["SYNC_CHECK"]);
        await client.CloseAsync("d-given-up");

        Assert.Equal(["a-done", "b-done-then-closed"], await IdsOf());
        Assert.Equal(["a-done"], await IdsOf("--status", "done"));
        Assert.Equal(["b-done-then-closed", "d-given-up"], await IdsOf("--status", "closed"));
        Assert.Equal(["c-running"], await IdsOf("--status", "running"));
    }

    [Fact]
    public async Task Filter_by_environment_verdict_and_score()
    {
        await PlayAsync("a-good", Documented);
        await PlayAsync("b-bad", ["COMMIT"]);
        await PlayAsync("c-other", ["COMMIT"], environment: "medusa-v0");

        Assert.Equal(["c-other"], await IdsOf("--env", "medusa-v0"));
        Assert.Equal(["a-good"], await IdsOf("--passed", "--env", "medusa"));
        Assert.Equal(["a-good"], await IdsOf("--min-score", "1", "--env", "medusa"));
        Assert.Equal(["a-good", "b-bad"], await IdsOf("--min-score", "0", "--env", "medusa"));
        Assert.Empty(await IdsOf("--env", "atlantis"));
    }

    [Fact]
    public async Task Write_to_the_output_without_a_file()
    {
        await PlayAsync("a", ["COMMIT"]);
        await PlayAsync("b", ["COMMIT"]);

        var run = await CommandRun.OfAsync("export", "--url", server.Url);

        Assert.Equal((0, 2), (run.ExitCode, run.Out.Count(character => character == '\n')));
        Assert.Equal("2 of 2 episodes, 2 steps.", run.ErrorLines[^1]);
        Assert.Equal(run.Out, await ExportedTextAsync());
    }

    [Theory]
    [InlineData("--since takes a date", "--since", "soon")]
    [InlineData("--min-score takes a number", "--min-score", "good")]
    [InlineData("--min-score takes a number", "--min-score", "NaN")]
    [InlineData("--format takes jsonl or messages, not 'csv'", "--format", "csv")]
    [InlineData("--status takes done, closed, expired, running or all, not 'asleep'", "--status", "asleep")]
    [InlineData("/nowhere/at/all.jsonl cannot be written", "--out", "/nowhere/at/all.jsonl")]
    [InlineData("/dev/null cannot be written", "--out", "/dev/null")]
    [InlineData("cannot be written", "--out", "/")]
    public async Task Refuse_what_it_cannot_do(string named, params string[] arguments) =>
        (await CommandRun.OfAsync(["export", "--url", server.Url, .. arguments])).AssertRefused(ExitCode.Usage, named);

    [Fact]
    public async Task Leave_no_file_where_nothing_listens()
    {
        (await CommandRun.OfAsync("export", "--url", "http://127.0.0.1:1", "--out", file.Path)).AssertRefused(ExitCode.Server, "http://127.0.0.1:1");

        Assert.False(File.Exists(file.Path) || File.Exists(file.Path + ".part"));
    }

    private Task<CommandRun> ExportAsync(params string[] arguments) => CommandRun.OfAsync(["export", "--url", server.Url, "--out", file.Path, .. arguments]);

    private async Task<string[]> IdsOf(params string[] arguments)
    {
        Assert.Equal(0, (await ExportAsync(arguments)).ExitCode);
        return Ids();
    }

    private async Task<string> ExportedTextAsync()
    {
        Assert.Equal(0, (await ExportAsync()).ExitCode);
        return await File.ReadAllTextAsync(file.Path);
    }

    private string[] Ids() => [.. file.Lines.Select(line => Text(JsonElement.Parse(line), "episode_id"))];

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;

    private async Task PlayAsync(
        string id, string[] actions, int seed = 0, string environment = "medusa", string? task = null, IReadOnlyDictionary<string, string>? labels = null)
    {
        await client.CreateAsync(new EpisodeRequest(environment) { EpisodeId = id, Seed = task is null ? seed : null, Task = task, Labels = labels });
        for (var step = 1; step <= actions.Length; step++)
        {
            await client.StepAsync(id, new { action = actions[step - 1] }, step);
        }
    }
}

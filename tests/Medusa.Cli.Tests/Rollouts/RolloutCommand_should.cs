using System.Text.Json;
using System.Text.Json.Nodes;

namespace Medusa.Cli.Tests.Rollouts;

public sealed class RolloutCommand_should
{
    [Fact]
    public async Task Play_every_seed_once_and_write_its_trajectory_in_order()
    {
        using var file = new TemporaryFile();

        var run = await CommandRun.OfAsync("rollout", "--embedded", "--policy", "documented", "--episodes", "20", "--parallel", "4", "--seed-start", "3", "--out", file.Path);

        Assert.Equal(0, run.ExitCode);
        var episodes = file.Lines.Select(line => JsonElement.Parse(line)).ToArray();
        Assert.Equal(Enumerable.Range(3, 20), episodes.Select(episode => episode.GetProperty("seed").GetInt32()));
        Assert.All(episodes, episode =>
        {
            var steps = episode.GetProperty("steps").EnumerateArray().ToArray();
            Assert.Equal(episode.GetProperty("return").GetDouble(), steps.Sum(step => step.GetProperty("reward").GetDouble()), precision: 9);
            Assert.Equal(["COMMIT"], steps.Where(step => step.GetProperty("terminated").GetBoolean()).Select(step => step.GetProperty("action").GetProperty("action").GetString()));
            Assert.True(episode.GetProperty("grade").GetProperty("passed").GetBoolean());
            Assert.Equal("committed", episode.GetProperty("end_reason").GetString());
        });
    }

    [Fact]
    public async Task Summarise_by_scenario_what_the_file_holds()
    {
        using var file = new TemporaryFile();

        var run = await CommandRun.OfAsync("rollout", "--policy", "random", "--episodes", "20", "--out", file.Path, "--json");

        var summary = JsonElement.Parse(run.Out);
        var episodes = file.Lines.Select(line => JsonElement.Parse(line)).ToArray();
        Assert.Equal(20, summary.GetProperty("episodes").GetInt32());
        Assert.Equal(episodes.Sum(episode => episode.GetProperty("steps").GetArrayLength()), summary.GetProperty("steps").GetInt32());
        var rows = summary.GetProperty("scenarios").EnumerateArray().ToDictionary(row => row.GetProperty("scenario").GetString()!);
        Assert.Equal(["all", "blended", "clean", "dirty_keys", "schema_drift", "stale"], rows.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((1, 16), (rows["clean"].GetProperty("episodes").GetInt32(), rows["blended"].GetProperty("episodes").GetInt32()));
        Assert.Equal(episodes.Average(episode => episode.GetProperty("return").GetDouble()), rows["all"].GetProperty("mean_reward").GetDouble(), precision: 9);
        Assert.Equal(
            episodes.Count(episode => episode.GetProperty("grade").GetProperty("passed").GetBoolean()) / 20.0, rows["all"].GetProperty("passed_share").GetDouble(), precision: 9);
    }

    [Fact]
    public async Task Show_a_table_with_a_row_for_each_scenario()
    {
        var run = await CommandRun.OfAsync("rollout", "--policy", "documented", "--episodes", "5");

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"scenario +episodes +mean reward +passed +excess steps +steps/s", run.Out);
        Assert.Matches(@"clean +1 +[0-9.]+ +100\.0 % +[0-9.]+ +[0-9,]+", run.Out);
        Assert.Matches(@"all +5 +[0-9.]+ +100\.0 % +[0-9.]+ +[0-9,]+", run.Out);
        Assert.Contains("policy documented: 5 of 5 episodes", run.Out, StringComparison.Ordinal);
        Assert.Contains("5 of 5 episodes", run.ErrorLines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Count_excess_steps_above_the_shortest_scripted_run_that_passes()
    {
        using var list = JsonDocument.Parse((await CommandRun.OfAsync("policies", "--env", "medusa", "--json")).Out);
        var policies = list.RootElement.GetProperty("environments")[0].GetProperty("policies").EnumerateArray().Select(policy => policy.GetProperty("name").GetString()!).ToArray();
        var lengths = new List<int>();
        var excess = new Dictionary<string, double>();
        foreach (var policy in policies)
        {
            var row = JsonElement.Parse((await CommandRun.OfAsync("rollout", "--policy", policy, "--episodes", "1", "--json")).Out).GetProperty("scenarios")[0];
            if (row.GetProperty("passed_share").GetDouble() == 1)
            {
                lengths.Add(row.GetProperty("steps").GetInt32());
                excess[policy] = row.GetProperty("excess_steps").GetDouble();
            }
        }

        Assert.Equal(8 - lengths.Min(), excess["documented"]);
        Assert.Equal(0, excess.Values.Min());
    }

    [Fact]
    public async Task Write_the_same_episodes_at_any_parallelism()
    {
        using var one = new TemporaryFile();
        using var many = new TemporaryFile();

        await CommandRun.OfAsync("rollout", "--policy", "random", "--episodes", "12", "--parallel", "1", "--out", one.Path);
        await CommandRun.OfAsync("rollout", "--policy", "random", "--episodes", "12", "--parallel", "8", "--out", many.Path);

        Assert.Equal(one.Lines.Select(WithoutId), many.Lines.Select(WithoutId));
    }

    [Fact]
    public async Task Play_on_a_server_as_it_plays_here()
    {
        await using var server = await ServedGateway.StartAsync();
        using var here = new TemporaryFile();
        using var there = new TemporaryFile();

        await CommandRun.OfAsync("rollout", "--policy", "pipeline", "--episodes", "12", "--out", here.Path);
        var run = await CommandRun.OfAsync("rollout", "--policy", "pipeline", "--episodes", "12", "--out", there.Path, "--url", server.Url);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(here.Lines.Select(WithoutId), there.Lines.Select(WithoutId));
    }

    [Fact]
    public async Task Leave_a_valid_partial_file_when_interrupted()
    {
        using var file = new TemporaryFile();
        using var interrupt = new CancellationTokenSource();
        var error = new WriterThat(line =>
        {
            // The first progress line comes after a tenth of the episodes.
            if (line.Contains("episodes,", StringComparison.Ordinal))
            {
                interrupt.Cancel();
            }
        });

        var run = await CommandRun.OfAsync(error, interrupt.Token, "rollout", "--policy", "documented", "--episodes", "2000", "--parallel", "2", "--out", file.Path);

        Assert.Equal(130, run.ExitCode);
        Assert.InRange(file.Lines.Length, 200, 1999);
        Assert.All(file.Lines, line => JsonElement.Parse(line));
        Assert.Contains($"{file.Lines.Length:#,0} of 2,000 episodes", run.Out, StringComparison.Ordinal);
        Assert.Equal(0, (await CommandRun.OfAsync("replay", file.Path)).ExitCode);
    }

    [Theory]
    [InlineData("atlantis", "--env", "atlantis")]
    [InlineData("clever", "--policy", "clever")]
    [InlineData("no_task", "--task", "no_task")]
    [InlineData("--episodes takes an integer from 1 up", "--episodes", "0")]
    [InlineData("--parallel takes an integer from 1 up", "--parallel", "-1")]
    [InlineData("many", "--episodes", "many")]
    [InlineData("-4", "--seed-start", "-4")]
    [InlineData("[1]", "--options", "[1]")]
    [InlineData("nowhere", "--url", "nowhere")]
    [InlineData("exclude each other", "--embedded", "--url", "http://127.0.0.1:1")]
    [InlineData("--bogus", "--bogus")]
    [InlineData("cannot be written", "--out", "/nowhere/at/all.jsonl")]
    public async Task Refuse_bad_arguments_with_one_line(string named, params string[] arguments) =>
        (await CommandRun.OfAsync(["rollout", .. arguments])).AssertRefused(ExitCode.Usage, named);

    [Fact]
    public async Task Say_where_nothing_listens() =>
        (await CommandRun.OfAsync("rollout", "--url", "http://127.0.0.1:1", "--episodes", "1")).AssertRefused(ExitCode.Server, "http://127.0.0.1:1/");

    [Fact]
    public async Task Pass_a_refusal_of_the_environment_on() =>
        (await CommandRun.OfAsync("rollout", "--options", """{"n_fact_rows":0}""", "--episodes", "1")).AssertRefused(ExitCode.Server, "n_fact_rows");

    private static string WithoutId(string line)
    {
        var episode = JsonNode.Parse(line)!.AsObject();
        episode.Remove("episode_id");
        episode["grade"]!.AsObject().Remove("episode_id");
        return episode.ToJsonString();
    }

    private sealed class WriterThat(Action<string> sees) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            sees(value ?? "");
        }
    }
}

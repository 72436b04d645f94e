using System.Text.Json;

namespace Medusa.Episodes.Tests;

public sealed class Queries_should
{
    private static async Task<CountingHost> PlayedAsync()
    {
        var host = new CountingHost();
        await host.CreateAsync(with: command => command with { Task = "reach_ten", Label = "row-7", Labels = Operators.Abstractions.Record.Of(("run", "x")) });
        await host.StepAsync(CountingHost.Add(2));
        await host.StepAsync("""{"action":"TAKE"}""");
        await host.StepAsync("""{"action":"FINISH"}""");
        return host;
    }

    [Fact]
    public async Task Summarise_an_episode()
    {
        await using var host = await PlayedAsync();
        Assert.Equal(
            $$"""{"episode_id":"e","environment":"counting","version":"1","seed":5,"options":{"max_steps":100,"rows":2,"scenario":"odd"},"task":"reach_ten","label":"row-7","labels":{"run":"x"},"status":"done","next_step":4,"cumulative_reward":0.5,"end_reason":"finished","parent":null,"created_at":"{{JournalTime.Text(host.Time.GetUtcNow())}}","durability":"volatile","node":"{{host.Options.Node}}"}""",
            CountingHost.Text(await host.QueryAsync(EpisodeQueryKind.Summary)));
    }

    [Fact]
    public async Task Show_the_state_now_and_at_a_step()
    {
        await using var host = await PlayedAsync();
        Assert.Equal("""{"episode_id":"row-7","step_count":3,"count":6}""", CountingHost.Text(await host.QueryAsync(EpisodeQueryKind.State)));
        foreach (var (at, count) in new[] { (0, 5), (1, 7), (2, 6), (3, 6) })
        {
            Assert.Equal($$"""{"episode_id":"row-7","step_count":{{at}},"count":{{count}}}""", CountingHost.Text(await host.QueryAsync(EpisodeQueryKind.State, with: query => query with { At = at })));
        }

        foreach (var at in new[] { -1, 4 })
        {
            Assert.Equal(ProblemCode.InvalidRequest, CountingHost.Code(await host.QueryAsync(EpisodeQueryKind.State, with: query => query with { At = at })));
        }
    }

    [Fact]
    public async Task Give_the_governance_log_as_an_object_and_as_lines()
    {
        await using var host = await PlayedAsync();
        var entries = CountingHost.Body(await host.QueryAsync(EpisodeQueryKind.Log)).GetProperty("entries");
        Assert.Equal(
            """{"index":1,"action":"ADD","parameters":{"amount":2},"reward":1.5,"reward_breakdown":[{"rule":"fee","value":-0.5},{"rule":"gain","value":2.0}],"cumulative_reward":1.5,"metrics":{"count":7},"wall_time":"2026-01-02T03:04:05.0000000Z"}""",
            entries[0].GetRawText());
        var lines = CountingHost.Text(await host.QueryAsync(EpisodeQueryKind.Log, with: query => query with { AsLines = true }));
        Assert.Equal(entries.EnumerateArray().Select(entry => entry.GetRawText()), lines.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.EndsWith("\n", lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Give_the_trajectory_with_the_observation_before_each_action()
    {
        await using var host = await PlayedAsync();
        var trajectory = CountingHost.Body(await host.QueryAsync(EpisodeQueryKind.Trajectory));
        var steps = trajectory.GetProperty("steps").EnumerateArray().ToArray();
        Assert.Equal([5, 7, 6], steps.Select(step => step.GetProperty("observation").GetProperty("count").GetInt32()));
        Assert.Equal("""{"action":"ADD","params":{"amount":2}}""", steps[0].GetProperty("action").GetRawText());
        Assert.Equal([false, false, true], steps.Select(step => step.GetProperty("terminated").GetBoolean()));
        Assert.Equal(6, trajectory.GetProperty("final_observation").GetProperty("count").GetInt32());
        Assert.Equal(0.5, trajectory.GetProperty("return").GetDouble());
        Assert.Equal(0.6, trajectory.GetProperty("score").GetDouble());
        Assert.True(trajectory.GetProperty("grade").GetProperty("passed").GetBoolean());
        Assert.Equal(CountingHost.Provenance.Sha256, trajectory.GetProperty("provenance").GetProperty("sha256").GetString());
        Assert.Equal(JsonValueKind.Null, trajectory.GetProperty("parent").ValueKind);
    }

    [Fact]
    public async Task Grade_an_episode_that_is_done()
    {
        await using var host = await PlayedAsync();
        Assert.Equal(
            """{"episode_id":"e","environment":"counting","passed":true,"checks":[{"check":"is_positive","passed":true,"reason":null}],"task":"reach_ten","score":0.6,"task_passed":false,"rubric":{"ten":0.6},"notes":["Ten was not reached."],"measurements":{},"grade":"C","scenario":"odd_5","return":0.5,"max_return":12.5}""",
            CountingHost.Text(await host.QueryAsync(EpisodeQueryKind.Grade)));
        Assert.Equal(ProblemCode.UnknownTask, CountingHost.Code(await host.QueryAsync(EpisodeQueryKind.Grade, with: query => query with { Task = "fly" })));
    }

    [Fact]
    public async Task Grade_a_running_episode_only_where_allowed()
    {
        await using var host = new CountingHost();
        await host.CreateAsync();
        Assert.Equal(ProblemCode.NotDone, CountingHost.Code(await host.QueryAsync(EpisodeQueryKind.Grade)));
        var grade = CountingHost.Body(await host.QueryAsync(EpisodeQueryKind.Grade, with: query => query with { AllowRunning = true, Task = "reach_ten" }));
        Assert.Equal(0.5, grade.GetProperty("score").GetDouble());
        await host.StepAsync("""{"action":"FINISH"}""");
        Assert.Equal(1, CountingHost.Body(await host.QueryAsync(EpisodeQueryKind.Grade)).GetProperty("score").GetDouble());
    }

    [Fact]
    public async Task Show_tables_and_pages_of_their_rows()
    {
        await using var host = new CountingHost();
        await host.CreateAsync(with: command => command with { Options = CountingHost.Json("""{"rows":4}""") });
        Assert.Equal(
            """{"tables":[{"name":"added","rows":4,"columns":[{"name":"name","type":"text"},{"name":"value","type":"number"}]}]}""",
            CountingHost.Text(await host.QueryAsync(EpisodeQueryKind.Tables)));
        var page = CountingHost.Body(await host.QueryAsync(EpisodeQueryKind.TableRows, with: query => query with { Table = "added", Offset = 1, Limit = 2 }));
        Assert.Equal("""[["row 1, \"\"",0.5],[null,1.0]]""", page.GetProperty("values").GetRawText());
        Assert.Equal(4, page.GetProperty("rows").GetInt32());
        Assert.Equal(
            "name,value\n\"row 0, \"\"even\"\"\",0\n\"row 1, \"\"\"\"\",0.5\n,1\n\"row 3, \"\"\"\"\",1.5\n",
            CountingHost.Text(await host.QueryAsync(EpisodeQueryKind.TableRows, with: query => query with { Table = "added", AsLines = true })));
        Assert.Equal("[]", CountingHost.Body(await host.QueryAsync(EpisodeQueryKind.TableRows, with: query => query with { Table = "added", Offset = int.MaxValue })).GetProperty("values").GetRawText());
    }

    [Theory]
    [InlineData("nothing", 0, 100, ProblemCode.UnknownTable)]
    [InlineData(null, 0, 100, ProblemCode.UnknownTable)]
    [InlineData("added", -1, 100, ProblemCode.InvalidRequest)]
    [InlineData("added", 0, 0, ProblemCode.InvalidRequest)]
    [InlineData("added", 0, 10_001, ProblemCode.InvalidRequest)]
    public async Task Refuse_wrong_pages(string? table, int offset, int limit, string code)
    {
        await using var host = new CountingHost();
        await host.CreateAsync();
        Assert.Equal(code, CountingHost.Code(await host.QueryAsync(EpisodeQueryKind.TableRows, with: query => query with { Table = table, Offset = offset, Limit = limit })));
    }

    [Fact]
    public async Task List_episodes_by_page_and_filter()
    {
        await using var host = new CountingHost();
        foreach (var id in new[] { "c", "a", "b", "d" })
        {
            await host.CreateAsync(id, command => command with { Labels = Operators.Abstractions.Record.Of(("run", id is "a" ? "one" : "two")), Label = id is "d" ? "mine" : null });
        }

        await host.StepAsync("""{"action":"FINISH"}""", "b");
        await host.CloseAsync("c");
        async Task<(string Ids, string? Next)> ListAsync(Func<ListEpisodes, ListEpisodes> with)
        {
            var list = CountingHost.Body(await host.Engine.ListAsync(with(new ListEpisodes(CountingHost.Alice))));
            return (string.Concat(list.GetProperty("episodes").EnumerateArray().Select(episode => episode.GetProperty("episode_id").GetString())), list.GetProperty("next").GetString());
        }

        Assert.Equal(("abcd", null), await ListAsync(query => query));
        Assert.Equal(("ab", "b"), await ListAsync(query => query with { Limit = 2 }));
        Assert.Equal(("cd", null), await ListAsync(query => query with { Limit = 2, After = "b" }));
        Assert.Equal(("ad", null), await ListAsync(query => query with { Status = "running" }));
        Assert.Equal(("b", null), await ListAsync(query => query with { Status = "done" }));
        Assert.Equal(("c", null), await ListAsync(query => query with { Status = "closed" }));
        Assert.Equal(("a", null), await ListAsync(query => query with { Label = "run:one" }));
        Assert.Equal(("d", null), await ListAsync(query => query with { Label = "mine" }));
        Assert.Equal(("b", null), await ListAsync(query => query with { Group = "b" }));
        Assert.Equal((string.Empty, null), await ListAsync(query => query with { Environment = "other" }));
        Assert.Equal(ProblemCode.InvalidRequest, CountingHost.Code(await host.Engine.ListAsync(new ListEpisodes(CountingHost.Alice) { Limit = 0 })));
    }
}

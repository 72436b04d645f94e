using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes.Tests;

public sealed class EmbeddedEngine_should
{
    [Fact]
    public async Task Encode_step_results_as_documented()
    {
        await using var host = new CountingHost();
        var digest = CountingHost.Body(await host.CreateAsync()).GetProperty("metadata").GetProperty("state_digest").GetString();
        Assert.Equal(64, digest!.Length);
        Assert.Equal(
            $$$"""{"episode_id":"f","environment":"counting","step":0,"observation":{"message":"Count.","count":5},"reward":null,"done":false,"metadata":{"episode_id":"f","step":0,"cumulative_reward":0.0,"reward_breakdown":[],"state_digest":"{{{digest}}}","durability":"volatile","seed":5}}""",
            CountingHost.Text(await host.CreateAsync("f")));

        var step = await host.StepAsync();
        var body = CountingHost.Text(step);
        Assert.StartsWith(
            """{"episode_id":"e","environment":"counting","step":1,"observation":{"message":"Count is 6.","count":6},"reward":1.5,"done":false,"metadata":{"episode_id":"e","step":1,"cumulative_reward":1.5,"reward_breakdown":[{"rule":"fee","value":-0.5},{"rule":"gain","value":2.0}],"state_digest":""",
            body,
            StringComparison.Ordinal);
        Assert.StartsWith("\"observation\":{", System.Text.Encoding.UTF8.GetString(step.Tail.Span), StringComparison.Ordinal);

        var end = CountingHost.Text(await host.StepAsync("""{"action":"FINISH"}"""));
        Assert.EndsWith("""
            "durability":"volatile","terminated":true,"truncated":false,"end_reason":"finished"}}
            """.Trim(), end, StringComparison.Ordinal);
        Assert.Contains("\"reward_breakdown\":[{\"rule\":\"fee\",\"value\":-0.5}]", end, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Truncate_at_the_last_step_and_let_an_operator_end_there_terminate()
    {
        await using var host = new CountingHost();
        foreach (var (id, last, reason) in new[] { ("a", "ADD", "max_steps"), ("b", "FINISH", "finished") })
        {
            await host.CreateAsync(id, command => command with { Options = CountingHost.Json("""{"max_steps":2}""") });
            await host.StepAsync(id: id);
            var reply = await host.StepAsync($$"""{"action":"{{last}}"}""", id);
            var metadata = CountingHost.Body(reply).GetProperty("metadata");
            Assert.True(reply.Done);
            Assert.Equal(reason, metadata.GetProperty("end_reason").GetString());
            Assert.Equal(reason == "max_steps", metadata.GetProperty("truncated").GetBoolean());
            Assert.Equal(reason != "max_steps", metadata.GetProperty("terminated").GetBoolean());
        }
    }

    [Theory]
    [InlineData("THROW")]
    [InlineData("NOTHING")]
    [InlineData("INFINITE")]
    public async Task Answer_a_plugin_s_fault_with_a_typed_error_and_change_nothing(string action)
    {
        await using var host = new CountingHost();
        await host.CreateAsync();
        var before = CountingHost.Text(await host.StepAsync());
        var refused = await host.StepAsync($$"""{"action":"{{action}}"}""");
        Assert.Equal(ProblemCode.OperatorFault, CountingHost.Code(refused));
        Assert.Equal("counting-plugin@1.0.0", refused.Problem!.Extensions["plugin"].AsText);
        Assert.Equal(6, await host.CountAsync());
        Assert.Equal(before, CountingHost.Text(await host.StepAsync(step: 1)));
        Assert.Null(CountingHost.Code(await host.StepAsync(step: 2)));
    }

    [Fact]
    public async Task Give_the_code_and_words_of_a_refusal_by_the_plugin()
    {
        await using var host = new CountingHost();
        await host.CreateAsync();
        Assert.Equal("invalid_action: Nothing to refuse.", CountingHost.Text(await host.StepAsync("""{"action":"REFUSE"}""")));
        Assert.Equal("invalid_request: Seed 14 does not fit these options.", CountingHost.Text(await host.CreateAsync("n", command => command with { Seed = CountingHost.Json("14") })));
        Assert.Equal(ProblemCode.OperatorFault, CountingHost.Code(await host.CreateAsync("n", command => command with { Seed = CountingHost.Json("13") })));
        Assert.Equal(ProblemCode.UnknownEpisode, CountingHost.Code(await host.StepAsync(id: "n")));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("true")]
    [InlineData("\"1\"")]
    [InlineData("[1]")]
    [InlineData("9007199254740992")]
    [InlineData("123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890")]
    public async Task Refuse_seeds_that_are_none(string seed)
    {
        await using var host = new CountingHost();
        var refused = await host.CreateAsync(with: command => command with { Seed = CountingHost.Json(seed) });
        Assert.Equal(ProblemCode.InvalidRequest, CountingHost.Code(refused));
        Assert.Equal("seed", Assert.Single(refused.Problem!.Errors).DottedPath);
    }

    [Fact]
    public async Task Draw_a_seed_where_none_is_given_and_record_it()
    {
        await using var host = new CountingHost();
        var seeds = new HashSet<long>();
        foreach (var id in new[] { "a", "b", "c" })
        {
            var metadata = CountingHost.Body(await host.CreateAsync(id, command => command with { Seed = id == "a" ? default : CountingHost.Json("null") })).GetProperty("metadata");
            seeds.Add(metadata.GetProperty("seed").GetInt64());
            Assert.Equal(metadata.GetProperty("seed").GetInt64(), CountingHost.Body(await host.QueryAsync(EpisodeQueryKind.Summary, id)).GetProperty("seed").GetInt64());
        }

        Assert.Equal(3, seeds.Count);
    }

    [Fact]
    public async Task Validate_options_and_bound_row_counts_by_configuration()
    {
        await using var host = new CountingHost(options: new EpisodesOptions { MaxRows = 50 });
        foreach (var (options, code, path) in new[]
        {
            ("""{"rows":51}""", ProblemCode.InvalidRequest, "rows"),
            ("""{"rows":0}""", ProblemCode.InvalidRequest, "rows"),
            ("""{"rows":1000000000}""", ProblemCode.InvalidRequest, "rows"),
            ("""{"rows":99999999999999999999999}""", ProblemCode.InvalidRequest, "rows"),
            ("""{"rows":true}""", ProblemCode.InvalidRequest, "rows"),
            ("""{"scenario":"bent"}""", ProblemCode.UnknownScenario, "scenario"),
            ("""{"foo":1}""", ProblemCode.InvalidRequest, "foo"),
            ("[]", ProblemCode.InvalidRequest, string.Empty),
        })
        {
            var refused = await host.CreateAsync(with: command => command with { Options = CountingHost.Json(options) });
            Assert.Equal(code, CountingHost.Code(refused));
            Assert.Equal(path, Assert.Single(refused.Problem!.Errors).DottedPath);
        }

        Assert.Null(CountingHost.Code(await host.CreateAsync(with: command => command with { Options = CountingHost.Json("""{"rows":50}""") })));
    }

    [Fact]
    public async Task Ignore_and_name_unknown_options_where_asked_to()
    {
        await using var host = new CountingHost();
        var reply = await host.CreateAsync(with: command => command with { Options = CountingHost.Json("""{"foo":1,"rows":3,"bar":{"x":[1]}}"""), IgnoreUnknownOptions = true });
        Assert.Equal("""["foo","bar"]""", CountingHost.Body(reply).GetProperty("metadata").GetProperty("ignored").GetRawText());
        Assert.Equal(ProblemCode.InvalidRequest, CountingHost.Code(await host.CreateAsync("f", command => command with { Options = CountingHost.Json("""{"foo":1,"rows":0}"""), IgnoreUnknownOptions = true })));
    }

    [Fact]
    public async Task Reset_for_a_task_as_the_task_says()
    {
        await using var host = new CountingHost();
        await host.CreateAsync(with: command => command with { Task = "reach_ten", Seed = default });
        var summary = CountingHost.Body(await host.QueryAsync(EpisodeQueryKind.Summary));
        Assert.Equal(3, summary.GetProperty("seed").GetInt32());
        Assert.Equal("odd", summary.GetProperty("options").GetProperty("scenario").GetString());
        Assert.Equal(ProblemCode.UnknownTask, CountingHost.Code(await host.CreateAsync("f", command => command with { Task = "fly" })));
        Assert.Equal(ProblemCode.InvalidRequest, CountingHost.Code(await host.CreateAsync("f", command => command with { Task = "reach_ten", Options = CountingHost.Json("""{"rows":3}""") })));
        Assert.Equal(ProblemCode.InvalidRequest, CountingHost.Code(await host.CreateAsync("f", command => command with { Task = "reach_ten", Options = CountingHost.Json("""{"scenario":"plain"}""") })));
        Assert.Null(CountingHost.Code(await host.CreateAsync("f", command => command with { Task = "reach_ten", Options = CountingHost.Json("""{"max_steps":9}""") })));
    }

    [Fact]
    public async Task Refuse_an_unknown_environment_and_a_durability_it_lacks()
    {
        await using var host = new CountingHost();
        Assert.Equal(ProblemCode.UnknownEnvironment, CountingHost.Code(await host.CreateAsync(with: command => command with { Environment = "flying" })));
        Assert.Equal(ProblemCode.InvalidRequest, CountingHost.Code(await host.CreateAsync(with: command => command with { Durability = "durable" })));
        Assert.Null(CountingHost.Code(await host.CreateAsync(with: command => command with { Durability = "volatile", Environment = "COUNTING" })));
    }

    [Fact]
    public async Task Treat_another_owner_s_episode_as_absent()
    {
        await using var host = new CountingHost();
        await host.CreateAsync();
        await host.CreateAsync("bobs", command => command with { Owner = CountingHost.Bob });
        var stranger = await host.StepAsync(owner: CountingHost.Bob);
        Assert.Equal(ProblemCode.UnknownEpisode, CountingHost.Code(stranger));
        Assert.Equal(CountingHost.Text(stranger).Replace("'e'", "'x'", StringComparison.Ordinal), CountingHost.Text(await host.StepAsync(id: "x", owner: CountingHost.Bob)));
        Assert.Equal(ProblemCode.UnknownEpisode, CountingHost.Code(await host.CloseAsync(owner: CountingHost.Bob)));
        foreach (var kind in Enum.GetValues<EpisodeQueryKind>())
        {
            Assert.Equal(ProblemCode.UnknownEpisode, CountingHost.Code(await host.QueryAsync(kind, with: query => query with { Owner = CountingHost.Bob })));
        }

        var list = CountingHost.Body(await host.Engine.ListAsync(new ListEpisodes(CountingHost.Bob)));
        Assert.Equal("bobs", Assert.Single(list.GetProperty("episodes").EnumerateArray()).GetProperty("episode_id").GetString());
        Assert.Equal(0, await host.StepsTakenAsync());
    }

    [Fact]
    public async Task Refuse_what_a_full_mailbox_cannot_hold_and_serve_the_rest_in_order()
    {
        using var entered = new SemaphoreSlim(0);
        using var released = new SemaphoreSlim(0);
        var definition = CountingEnvironment.Make(onApply: () =>
        {
            entered.Release();
            released.Wait();
        });
        await using var host = new CountingHost(definition, new EpisodesOptions { MailboxCapacity = 2 });
        await host.CreateAsync();
        var running = Task.Run(async () => await host.StepAsync(step: 1));
        await entered.WaitAsync();
        var waiting = new[] { host.StepAsync(step: 2).AsTask(), host.StepAsync(step: 3).AsTask() };
        var refused = await host.StepAsync(step: 4);
        Assert.Equal(ProblemCode.Overloaded, CountingHost.Code(refused));
        Assert.NotNull(refused.Problem!.RetryAfterSeconds);
        Assert.All(waiting, task => Assert.False(task.IsCompleted));
        released.Release(3);
        Assert.Equal(1, (await running).Step);
        Assert.Equal([2, 3], (await Task.WhenAll(waiting)).Select(reply => reply.Step));
    }

    [Fact]
    public async Task Take_a_waiting_step_although_its_caller_stopped_waiting()
    {
        using var entered = new SemaphoreSlim(0);
        using var released = new SemaphoreSlim(0);
        var definition = CountingEnvironment.Make(onApply: () =>
        {
            entered.Release();
            released.Wait();
        });
        await using var host = new CountingHost(definition);
        await host.CreateAsync();
        var running = Task.Run(async () => await host.StepAsync(step: 1));
        await entered.WaitAsync();
        using var cancellation = new CancellationTokenSource();
        Task<EpisodeReply> waiting;
        using (var document = JsonDocument.Parse(CountingHost.Add(7)))
        {
            waiting = host.Engine.StepAsync(new StepEpisode(CountingHost.Alice, CountingHost.Id("e"), document.RootElement) { Step = 2 }, cancellation.Token).AsTask();
        }

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        released.Release(2);
        await running;
        var repeat = await host.StepAsync(CountingHost.Add(7), step: 2);
        Assert.True(repeat.Replayed);
        Assert.Equal(13, await host.CountAsync());
    }

    [Fact]
    public async Task Refuse_new_episodes_at_the_limit_once_none_that_ended_can_make_room()
    {
        await using var host = new CountingHost(options: new EpisodesOptions { MaxLiveEpisodes = 2 });
        await host.CreateAsync("a");
        await host.CreateAsync("b");
        Assert.Equal(ProblemCode.Overloaded, CountingHost.Code(await host.CreateAsync("c")));
        await host.StepAsync("""{"action":"FINISH"}""", "a");
        host.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(CountingHost.Code(await host.CreateAsync("c")));
        Assert.Equal(2, host.Engine.LiveEpisodes);
        Assert.True(CountingHost.Body(await host.QueryAsync(EpisodeQueryKind.Grade, "a")).GetProperty("passed").GetBoolean());
    }

    [Fact]
    public async Task Close_an_episode_twice_without_error_and_keep_its_log()
    {
        await using var host = new CountingHost();
        await host.CreateAsync();
        await host.StepAsync();
        Assert.Null(CountingHost.Code(await host.CloseAsync()));
        Assert.Null(CountingHost.Code(await host.CloseAsync()));
        Assert.Equal(0, host.Engine.LiveEpisodes);
        Assert.Equal(ProblemCode.EpisodeClosed, CountingHost.Code(await host.StepAsync()));
        Assert.Equal("closed", CountingHost.Body(await host.QueryAsync(EpisodeQueryKind.Summary)).GetProperty("status").GetString());
        Assert.Equal(1, CountingHost.Body(await host.QueryAsync(EpisodeQueryKind.Log)).GetProperty("entries").GetArrayLength());
    }

    [Fact]
    public async Task Echo_a_step_after_the_end_where_the_environment_and_the_caller_ask_for_it()
    {
        await using var host = new CountingHost(CountingEnvironment.Make(afterEnd: StepsAfterEnd.Echo));
        await host.CreateAsync();
        await host.StepAsync("""{"action":"FINISH"}""");
        Assert.Equal(ProblemCode.EpisodeDone, CountingHost.Code(await host.StepAsync()));
        var echo = await host.StepAsync(echo: true, step: 2);
        Assert.True(echo.Echo);
        var body = CountingHost.Body(echo);
        Assert.Equal("It is over.", body.GetProperty("observation").GetProperty("message").GetString());
        Assert.Equal("0.0", body.GetProperty("reward").GetRawText());
        Assert.True(body.GetProperty("done").GetBoolean());
        Assert.Equal(1, await host.StepsTakenAsync());
    }

    [Fact]
    public async Task End_an_episode_after_too_many_invalid_actions_in_a_row()
    {
        await using var host = new CountingHost(options: new EpisodesOptions { InvalidActionLimit = 3 });
        await host.CreateAsync();
        foreach (var action in new[] { "FLY", "REFUSE", "ADD", "FLY", "FLY", "FLY" })
        {
            await host.StepAsync($$"""{"action":"{{action}}"}""");
        }

        Assert.Equal(ProblemCode.EpisodeDone, CountingHost.Code(await host.StepAsync()));
        Assert.Equal("done", CountingHost.Body(await host.QueryAsync(EpisodeQueryKind.Summary)).GetProperty("status").GetString());
        host.Time.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(ProblemCode.EpisodeDone, CountingHost.Code(await host.StepAsync()));
        Assert.Equal(1, await host.StepsTakenAsync());
    }

    [Theory]
    [InlineData("""{"action":"FLY"}""")]
    [InlineData("""{"action":"REFUSE"}""")]
    [InlineData("""{"action":"ADD","metadata":3}""")]
    [InlineData("17")]
    public async Task Count_an_invalid_action_as_a_step_where_asked_to(string action)
    {
        await using var host = new CountingHost();
        await host.CreateAsync(with: command => command with { OnInvalidAction = InvalidActionMode.Step });
        var reply = await host.StepAsync(action, step: 1);
        var body = CountingHost.Body(reply);
        Assert.Equal(-0.5, body.GetProperty("reward").GetDouble());
        Assert.Contains("Valid actions: ADD, TAKE", body.GetProperty("observation").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.True((await host.StepAsync(action, step: 1)).Replayed);
        host.Time.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(5, await host.CountAsync());
        Assert.Null(CountingHost.Code(await host.StepAsync(step: 2)));
    }

    [Fact]
    public async Task Refuse_everything_once_it_is_disposed()
    {
        var host = new CountingHost();
        await host.CreateAsync();
        await host.DisposeAsync();
        Assert.Equal(ProblemCode.ShuttingDown, CountingHost.Code(await host.StepAsync()));
        Assert.Equal(ProblemCode.ShuttingDown, CountingHost.Code(await host.CreateAsync("f")));
    }
}

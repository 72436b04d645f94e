namespace Medusa.Episodes.Tests;

/// <summary>What a fork is: a copy after one of its parent's steps that goes on on its own.</summary>
public abstract class Forks_should : JournaledSuite
{
    private CountingHost? current;

    private CountingHost Host
    {
        get => current ??= NewHost();
        set => current = value;
    }

    public override async ValueTask DisposeAsync()
    {
        if (current is not null)
        {
            await current.DisposeAsync();
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(3)]
    [InlineData(2)]
    [InlineData(0)]
    public async Task Equal_the_parent_after_the_step_asked_for(int? at)
    {
        var played = await PlayAsync("e", 3);
        var fork = await Host.ForkAsync(at: at);
        Assert.Equal(["e~1"], CountingHost.Ids(fork));
        Assert.Equal(CountingHost.Seen(played[at ?? 3]), CountingHost.Seen(fork));
        Assert.Equal(at ?? 3, CountingHost.Body(fork).GetProperty("step").GetInt32());
        Assert.Equal("e~1", CountingHost.Body(fork).GetProperty("episode_id").GetString());
        Assert.Equal("e~1", CountingHost.Body(fork).GetProperty("metadata").GetProperty("episode_id").GetString());
        Assert.StartsWith("\"observation\":", System.Text.Encoding.UTF8.GetString(fork.Tail.Span), StringComparison.Ordinal);
        var expected = await AtAsync("e", at ?? 3);
        Assert.Equal(expected, await AtAsync("e~1", null));
        await RestartAsync();
        Assert.Equal(expected, await AtAsync("e~1", null));
        Assert.Equal("ok", await Host.VerifyAsync("e~1"));
    }

    [Fact]
    public async Task Go_on_as_the_parent_does()
    {
        var played = await PlayAsync("e", 6);
        await Host.ForkAsync(at: 2);
        for (var step = 3; step <= 6; step++)
        {
            Assert.Equal(CountingHost.Seen(played[step]), CountingHost.Seen(await Host.StepAsync(CountingHost.Add(step), "e~1", step)));
        }
    }

    [Fact]
    public async Task Influence_neither_the_parent_nor_each_other()
    {
        await PlayAsync("e", 2);
        var forks = CountingHost.Ids(await Host.ForkAsync(count: 3));
        Assert.Equal(["e~1", "e~2", "e~3"], forks);
        await Host.StepAsync(CountingHost.Add(100), "e~1", 3);
        await Host.StepAsync("""{"action":"FINISH"}""", "e~2", 3);
        await Host.CloseAsync("e~3");
        await Host.StepAsync("""{"action":"TAKE"}""", "e", 3);
        for (var round = 0; round < 2; round++)
        {
            Assert.Equal("7 108 8 8", await Host.CountsAsync(["e", .. forks]));
            Assert.Equal("running running done closed", await Host.StatusesAsync(["e", .. forks]));
            await RestartAsync();
        }
    }

    [Fact]
    public async Task Be_copied_themselves_after_and_before_their_own_beginning()
    {
        var played = await PlayAsync("e", 6);
        await Host.ForkAsync("e", at: 5);
        await Host.StepAsync("""{"action":"TAKE"}""", "e~1", 6);
        Assert.Equal(["e~2"], CountingHost.Ids(await Host.ForkAsync("e~1", at: 2)));
        await Host.StepAsync(CountingHost.Add(30), "e~2", 3);
        await Host.StepAsync(CountingHost.Add(40), "e~2", 4);
        Assert.Equal(["e~3"], CountingHost.Ids(await Host.ForkAsync("e~2", at: 3)));
        await Host.StepAsync(CountingHost.Add(50), "e~3", 4);
        Assert.Equal(CountingHost.Seen(played[1]), CountingHost.Seen(await Host.ForkAsync("e~3", at: 1)));
        Assert.Equal(CountingHost.Seen(played[0]), CountingHost.Seen(await Host.ForkAsync("e~3", at: 0)));
        Assert.Equal(CountingHost.Seen(played[5]), CountingHost.Seen(await Host.ForkAsync("e~1", at: 5)));
        string[] family = ["e", "e~1", "e~2", "e~3", "e~4", "e~5", "e~6"];
        int[] steps = [6, 6, 4, 4, 1, 0, 5];
        long[] counts = [26, 19, 78, 88, 6, 5, 20];
        for (var round = 0; round < 2; round++)
        {
            for (var member = 0; member < family.Length; member++)
            {
                Assert.Equal((family[member], counts[member]), (family[member], await Host.CountAsync(family[member])));
                Assert.Equal(steps[member], await Host.StepsTakenAsync(family[member]));
                Assert.Equal((family[member], "ok"), (family[member], await Host.VerifyAsync(family[member])));
            }

            await RestartAsync();
        }
    }

    [Fact]
    public async Task Be_copies_of_an_ended_episode_at_its_end_and_before_it()
    {
        await PlayAsync("e", 2);
        var end = await Host.StepAsync("""{"action":"FINISH"}""");
        var (atEnd, before) = (await Host.ForkAsync(), await Host.ForkAsync(at: 2));
        Assert.Equal(CountingHost.Seen(end), CountingHost.Seen(atEnd));
        Assert.True(atEnd.Done);
        Assert.True(CountingHost.Body(atEnd).GetProperty("done").GetBoolean());
        Assert.False(before.Done);
        for (var round = 0; round < 2; round++)
        {
            Assert.Equal("done running", await Host.StatusesAsync("e~1", "e~2"));
            Assert.Equal(ProblemCode.EpisodeDone, CountingHost.Code(await Host.StepAsync(id: "e~1", step: 4)));
            Assert.Equal(12.5, CountingHost.Body(await Host.QueryAsync(EpisodeQueryKind.Grade, "e~1")).GetProperty("max_return").GetDouble());
            Assert.Null((await Host.StepAsync(id: "e~2", step: 3)).Problem);
            await RestartAsync();
        }
    }

    [Fact]
    public async Task Run_though_the_parent_was_cut_off_by_invalid_actions_or_closed()
    {
        await Host.DisposeAsync();
        Host = new CountingHost(journal: Journal, options: new EpisodesOptions { InvalidActionLimit = 2 });
        await PlayAsync("cut", 2);
        await PlayAsync("closed", 2);
        await Host.StepAsync("""{"action":"FLY"}""", "cut");
        await Host.StepAsync("""{"action":"FLY"}""", "cut");
        await Host.CloseAsync("closed");
        Assert.Equal("done closed", await Host.StatusesAsync("cut", "closed"));
        for (var round = 1; round <= 2; round++)
        {
            foreach (var parent in new[] { "cut", "closed" })
            {
                var fork = CountingHost.Ids(await Host.ForkAsync(parent))[0];
                Assert.Equal("running", await Host.StatusAsync(fork));
                Assert.Null((await Host.StepAsync(id: fork, step: 3)).Problem);
                Assert.Equal("ok", await Host.VerifyAsync(fork));
            }

            await RestartAsync();
        }
    }

    [Fact]
    public async Task Survive_passivation_and_a_restart_with_their_recorded_answers()
    {
        await PlayAsync("e", 3);
        await Host.ForkAsync(at: 2);
        var own = await Host.StepAsync(CountingHost.Add(9), "e~1", 3, "r");
        Host.Time.Advance(TimeSpan.FromMinutes(31));
        await SweptAsync(Host, () => Task.FromResult(Host.Engine.LiveEpisodes == 0));
        for (var round = 0; round < 2; round++)
        {
            var repeat = await Host.StepAsync(CountingHost.Add(9), "e~1", 3);
            Assert.True(repeat.Replayed);
            Assert.Equal(own.Body.ToArray(), repeat.Body.ToArray());
            Assert.True((await Host.StepAsync(CountingHost.Add(9), "e~1", requestId: "r")).Replayed);
            await RestartAsync();
        }

        Assert.Equal(-0.5, CountingHost.Body(await Host.StepAsync(CountingHost.Add(1), "e~1", 4)).GetProperty("reward").GetDouble());
    }

    [Fact]
    public async Task Refuse_steps_at_or_before_their_beginning()
    {
        await PlayAsync("e", 3);
        await Host.ForkAsync(at: 2);
        for (var round = 0; round < 2; round++)
        {
            foreach (var step in new[] { 1, 2, 4 })
            {
                var refused = await Host.StepAsync(CountingHost.Add(step), "e~1", step);
                Assert.Equal(ProblemCode.StepConflict, CountingHost.Code(refused));
                Assert.Equal(3, refused.Problem!.Extensions["expected_step"].AsInteger);
            }

            await RestartAsync();
        }
    }

    [Fact]
    public async Task Have_a_request_id_of_a_step_to_themselves()
    {
        await Host.CreateAsync();
        await Host.StepAsync(requestId: "r");
        await Host.ForkAsync();
        Assert.False((await Host.StepAsync(CountingHost.Add(7), "e~1", requestId: "r")).Replayed);
        Assert.Equal(13, await Host.CountAsync("e~1"));
    }

    [Fact]
    public async Task Show_the_whole_way_in_trajectory_log_and_state()
    {
        await PlayAsync("e", 3);
        await Host.ForkAsync(at: 2);
        await Host.StepAsync("""{"action":"FINISH"}""", "e~1", 3);
        for (var round = 0; round < 2; round++)
        {
            var trajectory = CountingHost.Body(await Host.QueryAsync(EpisodeQueryKind.Trajectory, "e~1"));
            Assert.Equal(("e", 2), (trajectory.GetProperty("parent").GetString(), trajectory.GetProperty("forked_at").GetInt32()));
            Assert.Equal([5, 6, 8], trajectory.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("observation").GetProperty("count").GetInt32()));
            Assert.Equal(8, trajectory.GetProperty("final_observation").GetProperty("count").GetInt32());
            Assert.Equal("finished", trajectory.GetProperty("end_reason").GetString());
            Assert.Equal(0.5, trajectory.GetProperty("return").GetDouble());
            var log = CountingHost.Body(await Host.QueryAsync(EpisodeQueryKind.Log, "e~1")).GetProperty("entries");
            Assert.Equal([1, 2, 3], log.EnumerateArray().Select(entry => entry.GetProperty("index").GetInt32()));
            Assert.Equal(["ADD", "ADD", "FINISH"], log.EnumerateArray().Select(entry => entry.GetProperty("action").GetString()!));
            for (var at = 0; at <= 3; at++)
            {
                Assert.Equal(new long[] { 5, 6, 8, 8 }[at], await CountAtAsync("e~1", at));
            }

            var refused = await Host.QueryAsync(EpisodeQueryKind.State, "e~1", query => query with { At = 4 });
            Assert.Equal(ProblemCode.InvalidRequest, CountingHost.Code(refused));
            Assert.True(CountingHost.Body(await Host.QueryAsync(EpisodeQueryKind.Grade, "e~1")).GetProperty("passed").GetBoolean());
            Assert.Equal("e", CountingHost.Body(await Host.QueryAsync(EpisodeQueryKind.Summary, "e~1")).GetProperty("parent").GetString());
            await RestartAsync();
        }
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(4, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 4_097)]
    public async Task Be_refused_at_a_step_that_is_none_and_beyond_their_greatest_number(int at, int count)
    {
        await PlayAsync("e", 3);
        var refused = await Host.ForkAsync(at: at, count: count);
        Assert.Equal(ProblemCode.InvalidRequest, CountingHost.Code(refused));
        Assert.Equal(count is 1 ? "at" : "count", refused.Problem!.Errors[0].DottedPath);
        Assert.Equal(1, await JournaledAsync());
    }

    [Fact]
    public async Task Be_nobody_s_but_the_owner_s()
    {
        await PlayAsync("e", 1);
        Assert.Equal(ProblemCode.UnknownEpisode, CountingHost.Code(await Host.ForkAsync(owner: CountingHost.Bob)));
        Assert.Equal(ProblemCode.UnknownEpisode, CountingHost.Code(await Host.ForkAsync("other")));
        await Host.ForkAsync();
        Assert.Equal(ProblemCode.UnknownEpisode, CountingHost.Code(await Host.StepAsync(id: "e~1", owner: CountingHost.Bob)));
    }

    [Fact]
    public async Task Refuse_to_copy_what_a_refold_differs_on()
    {
        await PlayAsync("e", 3);
        await Host.DisposeAsync();
        Host = new CountingHost(CountingEnvironment.Make(drift: 1), journal: Journal);
        Assert.Equal(ProblemCode.ReplayDiverged, CountingHost.Code(await Host.ForkAsync()));
        Assert.Equal(ProblemCode.ReplayDiverged, CountingHost.Code(await Host.ForkAsync(at: 1)));
        Assert.Null((await Host.ForkAsync(at: 0)).Problem);
    }

    [Fact]
    public async Task Refuse_to_copy_an_earlier_moment_that_cannot_be_folded_again()
    {
        var environment = CountingEnvironment.Make(drifts: true);
        await Host.DisposeAsync();
        Host = new CountingHost(environment, journal: Journal);
        await PlayAsync("e", 3);
        Assert.Null((await Host.ForkAsync()).Problem);
        Assert.Equal(ProblemCode.ReplayDiverged, CountingHost.Code(await Host.ForkAsync(at: 2)));
        Assert.Equal(ProblemCode.ReplayDiverged, CountingHost.Code(await Host.QueryAsync(EpisodeQueryKind.State, with: query => query with { At = 2 })));
    }

    [Fact]
    public async Task Cost_their_request_alone_where_folding_an_earlier_moment_again_fails()
    {
        var isBroken = false;
        Host = new CountingHost(CountingEnvironment.Make(onApply: () => _ = isBroken ? throw new InvalidOperationException("Broken on purpose.") : 0), journal: Journal);
        await PlayAsync("e", 3);
        isBroken = true;
        Assert.Equal(ProblemCode.OperatorFault, CountingHost.Code(await Host.ForkAsync(at: 2)));
        Assert.Null((await Host.ForkAsync()).Problem);
        isBroken = false;
        Assert.Null((await Host.ForkAsync(at: 2)).Problem);
        Assert.Null((await Host.StepAsync(step: 4)).Problem);
    }

    private async Task<EpisodeReply[]> PlayAsync(string id, int steps)
    {
        var replies = new EpisodeReply[steps + 1];
        replies[0] = await Host.CreateAsync(id);
        for (var step = 1; step <= steps; step++)
        {
            replies[step] = await Host.StepAsync(CountingHost.Add(step), id, step);
        }

        return replies;
    }

    private async Task RestartAsync()
    {
        await Host.DisposeAsync();
        Host = new CountingHost(options: Host.Options, journal: Journal);
    }

    private async Task<string> AtAsync(string id, int? at) =>
        CountingHost.Text(await Host.QueryAsync(EpisodeQueryKind.State, id, query => query with { At = at })).Replace($"\"{id}\"", "\"\"", StringComparison.Ordinal)
        + CountingHost.Text(await Host.QueryAsync(EpisodeQueryKind.TableRows, id, query => query with { At = at, Table = "added" }));

    private async Task<long> CountAtAsync(string id, int at) =>
        CountingHost.Body(await Host.QueryAsync(EpisodeQueryKind.State, id, query => query with { At = at })).GetProperty("count").GetInt64();
}

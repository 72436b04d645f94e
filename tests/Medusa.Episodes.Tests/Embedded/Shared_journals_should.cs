namespace Medusa.Episodes.Tests;

/// <summary>Two engines on one journal: one that has fallen behind never answers wrong.</summary>
public sealed class Shared_journals_should : IAsyncDisposable
{
    private readonly CountingHost one;
    private readonly CountingHost two;

    public Shared_journals_should()
    {
        var shared = new FailingJournal(new MemoryJournal(1_000)) { IsShared = true };
        one = new CountingHost(journal: shared);
        two = new CountingHost(journal: shared);
    }

    public async ValueTask DisposeAsync()
    {
        await one.DisposeAsync();
        await two.DisposeAsync();
    }

    [Fact]
    public async Task Let_one_that_is_behind_repeat_what_the_other_recorded()
    {
        await FallBehindAsync();
        var recorded = await two.StepAsync(CountingHost.Add(9), step: 4, requestId: "r");
        foreach (var repeat in new[] { await one.StepAsync(CountingHost.Add(9), step: 4), await one.StepAsync(CountingHost.Add(9), requestId: "r"), await one.StepAsync(CountingHost.Add(9), step: 4, requestId: "r") })
        {
            Assert.True(repeat.Replayed);
            Assert.Equal(recorded.Body.ToArray(), repeat.Body.ToArray());
        }

        Assert.Equal(17, await one.CountAsync());
    }

    [Fact]
    public async Task Let_one_that_is_behind_repeat_by_request_id_alone()
    {
        await FallBehindAsync();
        var recorded = await two.StepAsync(requestId: "r");
        var repeat = await one.StepAsync(requestId: "r");
        Assert.True(repeat.Replayed);
        Assert.Equal(recorded.Body.ToArray(), repeat.Body.ToArray());
    }

    [Fact]
    public async Task Let_one_that_is_behind_take_the_step_that_is_next_indeed()
    {
        await FallBehindAsync();
        Assert.False((await one.StepAsync(step: 4)).Replayed);
        Assert.Equal(5, CountingHost.Body(await two.StepAsync()).GetProperty("step").GetInt32());
        Assert.Equal(6, CountingHost.Body(await one.StepAsync()).GetProperty("step").GetInt32());
        Assert.Equal("11 11", $"{await one.CountAsync()} {await two.CountAsync()}");
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, null)]
    [InlineData(3, null)]
    [InlineData(5, null)]
    [InlineData(1, "new")]
    [InlineData(3, "new")]
    public async Task Let_one_that_is_behind_name_the_true_expected_step(int step, string? requestId)
    {
        await FallBehindAsync();
        var refused = await one.StepAsync(CountingHost.Add(77), step: step, requestId: requestId);
        Assert.Equal(ProblemCode.StepConflict, CountingHost.Code(refused));
        Assert.Equal(4, refused.Problem!.Extensions["expected_step"].AsInteger);
        await two.StepAsync();
        var replies = new EpisodeReply[1];
        await one.Engine.StepManyAsync([new StepEpisode(CountingHost.Alice, CountingHost.Id("e"), CountingHost.Json(CountingHost.Add(77))) { Step = step == 5 ? 6 : step, RequestId = requestId }], replies);
        Assert.Equal(ProblemCode.StepConflict, CountingHost.Code(replies[0]));
        Assert.Equal(5, replies[0].Problem!.Extensions["expected_step"].AsInteger);
    }

    [Fact]
    public async Task Let_one_that_is_behind_refuse_a_changed_repeat_of_the_other_s_request()
    {
        await FallBehindAsync();
        await two.StepAsync(requestId: "r");
        var refused = await one.StepAsync(CountingHost.Add(3), requestId: "r");
        Assert.Equal(ProblemCode.RequestConflict, CountingHost.Code(refused));
        Assert.Equal(4, refused.Problem!.Extensions["recorded_step"].AsInteger);
        Assert.Equal(ProblemCode.RequestConflict, CountingHost.Code(await one.StepAsync(step: 2, requestId: "r")));
    }

    [Fact]
    public async Task Answer_queries_with_what_the_other_wrote()
    {
        await FallBehindAsync();
        await two.StepAsync("""{"action":"FINISH"}""");
        foreach (var kind in Enum.GetValues<EpisodeQueryKind>().Where(kind => kind != EpisodeQueryKind.TableRows))
        {
            Assert.Equal(CountingHost.Text(await two.QueryAsync(kind)), CountingHost.Text(await one.QueryAsync(kind)));
        }

        Assert.Equal(8, await one.CountAsync());
        Assert.Equal(8, CountingHost.Body(await one.QueryAsync(EpisodeQueryKind.State, with: query => query with { At = 3 })).GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task See_that_the_other_ended_it()
    {
        await FallBehindAsync();
        var end = await two.StepAsync("""{"action":"FINISH"}""", step: 4);
        var refused = await one.StepAsync(step: 5);
        Assert.Equal(ProblemCode.EpisodeDone, CountingHost.Code(refused));
        Assert.Equal(5, refused.Problem!.Extensions["expected_step"].AsInteger);
        Assert.Equal(ProblemCode.StepConflict, CountingHost.Code(await one.StepAsync(step: 4)));
        Assert.Equal(end.Body.ToArray(), (await one.StepAsync("""{"action":"FINISH"}""", step: 4)).Body.ToArray());
        Assert.Null(CountingHost.Code(await one.QueryAsync(EpisodeQueryKind.Grade)));
    }

    [Fact]
    public async Task See_that_the_other_closed_it_and_close_it_once()
    {
        await FallBehindAsync();
        await two.CloseAsync();
        Assert.Null((await one.CloseAsync()).Problem);
        Assert.Equal(ProblemCode.EpisodeClosed, CountingHost.Code(await one.StepAsync(step: 4)));
        Assert.Equal(ProblemCode.EpisodeClosed, CountingHost.Code(await one.StepAsync()));
        Assert.Equal(5, await one.Journal.CountAsync(new EpisodeKey(CountingHost.Alice, CountingHost.Id("e"))));
        Assert.True((await one.StepAsync(step: 2)).Replayed);
    }

    [Fact]
    public async Task Close_what_the_other_has_moved_on()
    {
        await FallBehindAsync();
        Assert.Null((await one.CloseAsync()).Problem);
        Assert.Equal(ProblemCode.EpisodeClosed, CountingHost.Code(await two.StepAsync(step: 4)));
        Assert.Equal(3, await two.StepsTakenAsync());
    }

    [Fact]
    public async Task Fork_where_the_episode_stands_indeed()
    {
        await FallBehindAsync();
        var fork = await one.ForkAsync();
        Assert.Equal(3, CountingHost.Body(fork).GetProperty("step").GetInt32());
        Assert.Equal(["e~2"], CountingHost.Ids(await two.ForkAsync(at: 2)));
        Assert.Equal("8 7", await two.CountsAsync("e~1", "e~2"));
        Assert.Null((await two.StepAsync(id: "e~1", step: 4)).Problem);
        Assert.True((await one.StepAsync(id: "e~1", step: 4)).Replayed);
        Assert.Equal(["e~3"], CountingHost.Ids(await one.ForkAsync("e~1", at: 4)));
        Assert.Equal(9, await two.CountAsync("e~3"));
    }

    [Fact]
    public async Task See_that_the_other_removed_it()
    {
        await FallBehindAsync();
        await two.CloseAsync();
        await two.Journal.ExpireAsync(DateTimeOffset.MaxValue, DateTimeOffset.MaxValue);
        Assert.Equal(ProblemCode.EpisodeExpired, CountingHost.Code(await one.StepAsync(step: 4)));
        Assert.Equal(ProblemCode.EpisodeExpired, CountingHost.Code(await one.QueryAsync(EpisodeQueryKind.State)));
        Assert.Equal(0, one.Engine.LiveEpisodes);
    }

    [Fact]
    public async Task Take_each_of_the_steps_that_both_are_sent_once()
    {
        await one.CreateAsync(with: command => command with { Options = CountingHost.Json("""{"max_steps":1000}""") });
        for (var step = 1; step <= 60; step++)
        {
            var wanted = step;
            var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(caller => Task.Run(async () => await (caller % 2 == 0 ? one : two).StepAsync(CountingHost.Add(wanted % 3), step: wanted))));
            Assert.All(replies, reply => Assert.Null(reply.Problem));
            Assert.Equal(5, replies.Count(reply => reply.Replayed));
            Assert.Single(replies.Select(CountingHost.Text).Distinct());
        }

        Assert.Equal(65, await one.CountAsync());
        Assert.Equal("ok", await two.VerifyAsync());
    }

    /// <summary>Leaves the first engine at step 1 of an episode that the second has taken to step 3.</summary>
    private async Task FallBehindAsync()
    {
        await one.CreateAsync();
        Assert.Null((await one.StepAsync(step: 1)).Problem);
        Assert.Null((await two.StepAsync(step: 2)).Problem);
        Assert.Null((await two.StepAsync(step: 3)).Problem);
    }
}

using Medusa.Operators.Abstractions;

namespace Medusa.Episodes.Tests;

public abstract class Exactly_once_should : JournaledSuite
{
    [Fact]
    public async Task Answer_a_repeated_step_number_with_the_same_bytes_and_apply_it_once()
    {
        await using var host = NewHost();
        await host.CreateAsync();
        var first = await host.StepAsync(step: 1);
        var second = await host.StepAsync(CountingHost.Add(4), step: 2);
        foreach (var (recorded, action, step) in new[] { (first, """{"action":"ADD"}""", 1L), (second, CountingHost.Add(4), 2L) })
        {
            var repeat = await host.StepAsync(action, step: step);
            Assert.True(repeat.Replayed);
            Assert.False(recorded.Replayed);
            Assert.Equal(recorded.Body.ToArray(), repeat.Body.ToArray());
            Assert.Equal(recorded.TailOffset, repeat.TailOffset);
        }

        Assert.Equal(10, await host.CountAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public async Task Refuse_a_step_number_below_one(long step)
    {
        await using var host = NewHost();
        await host.CreateAsync();
        Assert.Equal(ProblemCode.InvalidRequest, CountingHost.Code(await host.StepAsync(step: step)));
        Assert.Equal(0, await host.StepsTakenAsync());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(long.MaxValue)]
    public async Task Refuse_a_gap_and_name_the_expected_step(long step)
    {
        await using var host = NewHost();
        await host.CreateAsync();
        await host.StepAsync(step: 1);
        var refused = await host.StepAsync(step: step);
        Assert.Equal(ProblemCode.StepConflict, CountingHost.Code(refused));
        Assert.Equal(2, refused.Problem!.Extensions["expected_step"].AsInteger);
        Assert.Equal(1, await host.StepsTakenAsync());
    }

    [Fact]
    public async Task Refuse_an_old_step_with_another_action()
    {
        await using var host = NewHost();
        await host.CreateAsync();
        await host.StepAsync(step: 1);
        await host.StepAsync(step: 2);
        foreach (var step in new[] { 1, 2 })
        {
            var refused = await host.StepAsync(CountingHost.Add(9), step: step);
            Assert.Equal(ProblemCode.StepConflict, CountingHost.Code(refused));
            Assert.Equal(3, refused.Problem!.Extensions["expected_step"].AsInteger);
        }

        Assert.Equal(7, await host.CountAsync());
    }

    [Fact]
    public async Task Look_a_request_id_up_before_the_step_number()
    {
        await using var host = NewHost();
        await host.CreateAsync();
        var first = await host.StepAsync(requestId: "r");
        await host.StepAsync(requestId: "s");
        await host.StepAsync();

        var repeat = await host.StepAsync(requestId: "r");
        Assert.True(repeat.Replayed);
        Assert.Equal(first.Body.ToArray(), repeat.Body.ToArray());
        Assert.True((await host.StepAsync(requestId: "r", step: 1)).Replayed);
        Assert.Equal(ProblemCode.RequestConflict, CountingHost.Code(await host.StepAsync(requestId: "r", step: 2)));
        Assert.Equal(ProblemCode.RequestConflict, CountingHost.Code(await host.StepAsync(requestId: "r", step: 4)));
        Assert.Equal(ProblemCode.RequestConflict, CountingHost.Code(await host.StepAsync(CountingHost.Add(2), requestId: "r")));
        Assert.Equal(3, await host.StepsTakenAsync());
    }

    [Fact]
    public async Task Let_the_step_number_decide_for_a_new_request_id()
    {
        await using var host = NewHost();
        await host.CreateAsync();
        var first = await host.StepAsync(step: 1, requestId: "a");
        var repeat = await host.StepAsync(step: 1, requestId: "b");
        Assert.True(repeat.Replayed);
        Assert.Equal(first.Body.ToArray(), repeat.Body.ToArray());
        Assert.Equal(ProblemCode.StepConflict, CountingHost.Code(await host.StepAsync(CountingHost.Add(2), step: 1, requestId: "b")));
        Assert.False((await host.StepAsync(step: 2, requestId: "b")).Replayed);
        Assert.Equal(2, await host.StepsTakenAsync());
    }

    [Theory]
    [InlineData("""{"action":"ADD"}""", """{"action":"ADD","params":{}}""")]
    [InlineData("""{"action":"ADD"}""", """{ "params" : {"amount": 1}, "action":"\u0041DD" }""")]
    [InlineData("""{"action":"ADD"}""", """{"action":"ADD","metadata":{"note":1}}""")]
    [InlineData("""{"action":"ADD","params":{"amount":7}}""", """{"action":"TAKE","action":"ADD","params":{"amount":6,"amount":7}}""")]
    public async Task Compare_actions_after_validation_and_defaults(string action, string same)
    {
        await using var host = NewHost();
        await host.CreateAsync();
        await host.StepAsync(action, requestId: "r");
        Assert.True((await host.StepAsync(same, requestId: "r")).Replayed);
        Assert.True((await host.StepAsync(same, step: 1)).Replayed);
    }

    [Fact]
    public async Task Take_step_and_request_id_from_the_action_s_metadata()
    {
        await using var host = NewHost();
        await host.CreateAsync();
        Assert.False((await host.StepAsync("""{"action":"ADD","metadata":{"step":1,"request_id":"m"}}""")).Replayed);
        Assert.True((await host.StepAsync("""{"action":"ADD","metadata":{"step":1}}""")).Replayed);
        Assert.True((await host.StepAsync("""{"action":"ADD","metadata":{"request_id":"m"}}""")).Replayed);
        Assert.True((await host.StepAsync("""{"action":"ADD","metadata":{"step":99}}""", step: 1)).Replayed);
        Assert.Equal(ProblemCode.InvalidRequest, CountingHost.Code(await host.StepAsync("""{"action":"ADD","metadata":{"step":"2"}}""")));
        Assert.Equal(ProblemCode.InvalidRequest, CountingHost.Code(await host.StepAsync("""{"action":"ADD","metadata":{"request_id":2}}""")));
        Assert.Equal(1, await host.StepsTakenAsync());
    }

    [Fact]
    public async Task Bound_request_ids()
    {
        await using var host = NewHost();
        await host.CreateAsync();
        Assert.Equal(ProblemCode.InvalidRequest, CountingHost.Code(await host.StepAsync(requestId: string.Empty)));
        Assert.Equal(ProblemCode.InvalidRequest, CountingHost.Code(await host.StepAsync(requestId: new string('r', 256))));
        Assert.Null(CountingHost.Code(await host.StepAsync(requestId: new string('r', 255))));
    }

    [Fact]
    public async Task Leave_the_id_of_a_refused_or_faulted_step_free()
    {
        await using var host = NewHost();
        await host.CreateAsync();
        Assert.Equal(ProblemCode.InvalidAction, CountingHost.Code(await host.StepAsync("""{"action":"FLY"}""", step: 1, requestId: "r")));
        Assert.Equal(ProblemCode.OperatorFault, CountingHost.Code(await host.StepAsync("""{"action":"THROW"}""", step: 1, requestId: "r")));
        Assert.Equal(ProblemCode.StepConflict, CountingHost.Code(await host.StepAsync(step: 5, requestId: "r")));
        Assert.False((await host.StepAsync(step: 1, requestId: "r")).Replayed);
        Assert.Equal(1, await host.StepsTakenAsync());
    }

    [Fact]
    public async Task Repeat_recorded_answers_after_the_end_and_after_closing()
    {
        await using var host = NewHost();
        await host.CreateAsync();
        var first = await host.StepAsync(step: 1);
        var last = await host.StepAsync("""{"action":"FINISH"}""", step: 2, requestId: "end");
        Assert.True(last.Done);
        var done = await host.StepAsync(step: 3);
        Assert.Equal(ProblemCode.EpisodeDone, CountingHost.Code(done));
        Assert.Equal(3, done.Problem!.Extensions["expected_step"].AsInteger);
        await host.CloseAsync();
        Assert.Equal(ProblemCode.EpisodeClosed, CountingHost.Code(await host.StepAsync(step: 3)));
        Assert.Equal(first.Body.ToArray(), (await host.StepAsync(step: 1)).Body.ToArray());
        Assert.Equal(last.Body.ToArray(), (await host.StepAsync("""{"action":"FINISH"}""", requestId: "end")).Body.ToArray());
    }

    [Fact]
    public async Task Apply_each_of_many_concurrent_steps_exactly_once()
    {
        const int steps = 200;
        await using var host = NewHost(options: new EpisodesOptions { MailboxCapacity = 4096 });
        await host.CreateAsync(with: command => command with { Options = CountingHost.Json("""{"max_steps":1000}""") });
        var replies = await Task.WhenAll(Enumerable.Range(0, steps * 4).Select(number => Task.Run(async () => await host.StepAsync(requestId: $"r{number % steps}"))));
        Assert.All(replies, reply => Assert.Null(reply.Problem));
        Assert.Equal(steps, await host.StepsTakenAsync());
        Assert.Equal(5 + steps, await host.CountAsync());
        foreach (var group in replies.Select((reply, number) => (reply, id: number % steps)).GroupBy(pair => pair.id))
        {
            Assert.Single(group, pair => !pair.reply.Replayed);
            Assert.Single(group.Select(pair => CountingHost.Text(pair.reply)).Distinct());
        }
    }

    [Fact]
    public async Task Take_numbered_steps_sent_at_once_by_several_callers_once_each()
    {
        await using var host = NewHost(options: new EpisodesOptions { MailboxCapacity = 4096 });
        await host.CreateAsync();
        for (var step = 1; step <= 50; step++)
        {
            var wanted = step;
            var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await host.StepAsync(step: wanted))));
            Assert.Equal(7, replies.Count(reply => reply.Replayed));
            Assert.Single(replies.Select(CountingHost.Text).Distinct());
        }

        Assert.Equal(55, await host.CountAsync());
    }

    [Fact]
    public async Task Answer_a_repeated_create_with_the_same_bytes_whatever_id_it_would_get()
    {
        await using var host = NewHost();
        CreateEpisode With(CreateEpisode command) => command with { RequestId = "c", IsNamed = false };
        var first = await host.CreateAsync("one", With);
        var repeat = await host.CreateAsync("two", With);
        Assert.True(repeat.Replayed);
        Assert.Equal(first.Body.ToArray(), repeat.Body.ToArray());
        Assert.Equal(ProblemCode.UnknownEpisode, CountingHost.Code(await host.StepAsync(id: "two")));
        Assert.Equal(ProblemCode.RequestConflict, CountingHost.Code(await host.CreateAsync("three", command => With(command) with { Seed = CountingHost.Json("6") })));
        Assert.Equal(ProblemCode.RequestConflict, CountingHost.Code(await host.CreateAsync("three", command => With(command) with { Options = CountingHost.Json("""{"rows":3}""") })));
        Assert.Equal(ProblemCode.RequestConflict, CountingHost.Code(await host.CreateAsync("three", command => With(command) with { IsNamed = true })));
    }

    [Fact]
    public async Task Draw_the_seed_of_a_repeated_create_once()
    {
        await using var host = NewHost();
        CreateEpisode With(CreateEpisode command) => command with { RequestId = "c", Seed = default, IsNamed = false };
        var first = await host.CreateAsync("one", With);
        Assert.Equal(CountingHost.Text(first), CountingHost.Text(await host.CreateAsync("two", With)));
    }

    [Fact]
    public async Task Scope_a_create_s_request_id_to_its_owner()
    {
        await using var host = NewHost();
        await host.CreateAsync("one", command => command with { RequestId = "c" });
        Assert.False((await host.CreateAsync("one", command => command with { RequestId = "c", Owner = CountingHost.Bob })).Replayed);
    }

    [Fact]
    public async Task Start_one_episode_for_many_concurrent_creates_of_one_request()
    {
        await using var host = NewHost();
        var replies = await Task.WhenAll(Enumerable.Range(0, 64).Select(number => Task.Run(async () =>
            await host.CreateAsync($"e{number}", command => command with { RequestId = "c", IsNamed = false, Seed = default }))));
        Assert.Single(replies.Select(CountingHost.Text).Distinct());
        Assert.Single(replies, reply => !reply.Replayed);
        Assert.Equal(1, await JournaledAsync());
    }

    [Fact]
    public async Task Refuse_a_taken_id_and_leave_its_episode_alone()
    {
        await using var host = NewHost();
        await host.CreateAsync();
        await host.StepAsync();
        Assert.Equal(ProblemCode.EpisodeExists, CountingHost.Code(await host.CreateAsync()));
        Assert.Equal(ProblemCode.EpisodeExists, CountingHost.Code(await host.CreateAsync(with: command => command with { RequestId = "new" })));
        Assert.Equal(1, await host.StepsTakenAsync());
        Assert.Null(CountingHost.Code(await host.CreateAsync("other", command => command with { RequestId = "new" })));
    }
}

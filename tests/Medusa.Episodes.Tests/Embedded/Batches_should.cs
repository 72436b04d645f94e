namespace Medusa.Episodes.Tests;

/// <summary>Many steps in one call.</summary>
public sealed class Batches_should
{
    [Fact]
    public async Task Keep_the_list_s_order_within_an_episode_and_answer_in_the_list_s_order()
    {
        await using var host = new CountingHost();
        await host.CreateAsync("a");
        await host.CreateAsync("b");
        var replies = await StepAsync(host, Step("a", Add(1)), Step("b", Add(10)), Step("a", Add(2)), Step("a", """{"action":"TAKE"}"""), Step("b", Add(20)), Step("a", Add(3)));
        Assert.Equal([6, 15, 8, 7, 35, 10], replies.Select(reply => CountingHost.Body(reply).GetProperty("observation").GetProperty("count").GetInt32()));
        Assert.Equal([1, 1, 2, 3, 2, 4], replies.Select(reply => reply.Step));
        Assert.Equal("ok", await host.VerifyAsync("a"));
    }

    [Fact]
    public async Task Bring_back_episodes_that_are_not_in_memory_in_the_list_s_order()
    {
        var journal = new MemoryJournal(100);
        await using (var host = new CountingHost(journal: journal))
        {
            await host.CreateAsync("a");
            await host.CreateAsync("b");
            await host.StepAsync(id: "a");
        }

        await using var other = new CountingHost(journal: journal);
        var replies = await StepAsync(other, Step("a", Add(1)), Step("b", Add(1)), Step("a", Add(2), 3), Step("b", Add(3)), Step("a", Add(4)));
        Assert.Equal([2, 1, 3, 2, 4], replies.Select(reply => reply.Step));
        Assert.Equal("13 9", await other.CountsAsync("a", "b"));
    }

    [Fact]
    public async Task Let_each_stand_or_fail_alone()
    {
        await using var host = new CountingHost();
        foreach (var id in new[] { "a", "b", "closed", "done", "refused" })
        {
            await host.CreateAsync(id);
        }

        await host.CloseAsync("closed");
        await host.StepAsync("""{"action":"FINISH"}""", "done");
        var replies = await StepAsync(
            host,
            Step("a"),
            Step("nobody"),
            Step("closed"),
            Step("done"),
            Step("b", """{"action":"FLY"}"""),
            Step("b", """{"action":"REFUSE"}"""),
            Step("b", """{"action":"THROW"}"""),
            Step("b", Add(1), 7),
            Step("b", Add(1), 0),
            Step("b", Add(1), requestId: new string('r', 256)),
            Step("b", """{"action":"ADD","metadata":{"step":"x"}}"""),
            new StepEpisode(CountingHost.Bob, CountingHost.Id("a"), CountingHost.Json(Add(1))),
            new StepEpisode(CountingHost.Alice, CountingHost.Id("refused"), default),
            Step("b"));
        Assert.Equal(
            [
                null, ProblemCode.UnknownEpisode, ProblemCode.EpisodeClosed, ProblemCode.EpisodeDone, ProblemCode.InvalidAction, ProblemCode.InvalidAction, ProblemCode.OperatorFault,
                ProblemCode.StepConflict, ProblemCode.InvalidRequest, ProblemCode.InvalidRequest, ProblemCode.InvalidRequest, ProblemCode.UnknownEpisode, ProblemCode.InvalidAction, null,
            ],
            replies.Select(CountingHost.Code));
        Assert.Equal("6 6 5", await host.CountsAsync("a", "b", "refused"));
        Assert.Null((await host.StepAsync(id: "refused")).Problem);
    }

    [Fact]
    public async Task Give_recorded_bytes_for_repeats()
    {
        await using var host = new CountingHost();
        await host.CreateAsync("a");
        await host.CreateAsync("b");
        StepEpisode[] steps = [Step("a", Add(1), 1), Step("b", Add(2), requestId: "r"), Step("a", Add(3), 2, "s"), Step("b", Add(4), 2)];
        var first = await StepAsync(host, steps);
        for (var round = 0; round < 2; round++)
        {
            var repeats = await StepAsync(host, steps);
            Assert.All(repeats, repeat => Assert.True(repeat.Replayed));
            Assert.Equal(first.Select(CountingHost.Text), repeats.Select(CountingHost.Text));
            host.Time.Advance(TimeSpan.FromMinutes(31));
            Assert.Equal(0, host.Engine.LiveEpisodes);
        }

        var twice = await StepAsync(host, Step("a", Add(1), requestId: "t"), Step("a", Add(1), requestId: "t"), Step("a", Add(2), requestId: "t"));
        Assert.Equal([false, true, false], twice.Select(reply => reply.Replayed));
        Assert.Equal(CountingHost.Text(twice[0]), CountingHost.Text(twice[1]));
        Assert.Equal(ProblemCode.RequestConflict, CountingHost.Code(twice[2]));
    }

    [Fact]
    public async Task Give_the_same_answers_as_single_steps()
    {
        await using var host = new CountingHost();
        await using var other = new CountingHost();
        var random = new Random(7);
        string[] actions = [Add(1), Add(5), """{"action":"TAKE"}""", """{"action":"THROW"}""", """{"action":"FLY"}""", """{"action":"NOTHING"}""", """{"action":"FINISH"}"""];
        foreach (var id in Names(200))
        {
            await host.CreateAsync(id);
            await other.CreateAsync(id);
        }

        for (var round = 0; round < 6; round++)
        {
            var steps = Names(200).Select(id => Step(id, actions[random.Next(actions.Length)])).ToArray();
            var together = await StepAsync(host, steps);
            for (var index = 0; index < steps.Length; index++)
            {
                Assert.Equal(CountingHost.Text(await other.Engine.StepAsync(steps[index])), CountingHost.Text(together[index]));
            }
        }
    }

    [Fact]
    public async Task Apply_each_step_once_though_many_batches_come_at_once()
    {
        await using var host = new CountingHost(options: new EpisodesOptions { MailboxCapacity = 4_096 });
        foreach (var id in Names(20))
        {
            await host.CreateAsync(id);
        }

        var batches = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() =>
            StepAsync(host, [.. Names(20).SelectMany(id => Enumerable.Range(1, 10).Select(step => Step(id, Add(step), requestId: $"r{step}")))]))));
        Assert.All(batches.SelectMany(batch => batch), reply => Assert.Null(reply.Problem));
        for (var index = 0; index < 200; index++)
        {
            Assert.Single(batches.Select(batch => CountingHost.Text(batch[index])).Distinct());
            Assert.Equal(15, batches.Count(batch => batch[index].Replayed));
        }

        foreach (var id in Names(20))
        {
            Assert.Equal((10, 60), (await host.StepsTakenAsync(id), await host.CountAsync(id)));
        }
    }

    [Fact]
    public async Task Refuse_what_a_full_mailbox_cannot_hold_and_leave_the_episode_usable()
    {
        await using var host = new CountingHost(options: new EpisodesOptions { MailboxCapacity = 2 });
        await host.CreateAsync();
        var replies = await StepAsync(host, [.. Enumerable.Range(0, 6).Select(_ => Step("e"))]);
        Assert.All(replies, reply => Assert.True(reply.Problem is null or { Code: ProblemCode.Overloaded }));
        Assert.Equal(replies.Count(reply => reply.Problem is null), await host.StepsTakenAsync());
        Assert.Null((await host.StepAsync()).Problem);
    }

    [Fact]
    public async Task Leave_every_episode_usable_though_the_caller_gives_up_at_any_moment()
    {
        await using var host = new CountingHost();
        foreach (var id in Names(4))
        {
            await host.CreateAsync(id);
        }

        host.Time.Advance(TimeSpan.FromMinutes(31));
        await host.StepAsync(id: "m0");
        await host.StepAsync(id: "m2");
        for (var cancelledAt = 0; cancelledAt < 4; cancelledAt++)
        {
            using var cancellation = new CancellationTokenSource();
            var steps = new CancellingList([.. Names(4).Select(id => Step(id))], cancellation, cancelledAt);
            var replies = new EpisodeReply?[4];
            try
            {
                await host.Engine.StepManyAsync(steps, replies!, cancellation.Token);
                Assert.All(replies, reply => Assert.Null(reply!.Problem));
            }
            catch (OperationCanceledException)
            {
                Assert.All(replies, reply => Assert.Null(reply?.Problem));
            }

            foreach (var id in Names(4))
            {
                Assert.Null((await host.StepAsync(id: id).AsTask().WaitAsync(TimeSpan.FromSeconds(30))).Problem);
            }
        }
    }

    [Fact]
    public async Task Refuse_every_step_once_the_engine_is_disposed()
    {
        var host = new CountingHost();
        await host.CreateAsync();
        await host.DisposeAsync();
        Assert.All(await StepAsync(host, Step("e"), Step("f")), reply => Assert.Equal(ProblemCode.ShuttingDown, CountingHost.Code(reply)));
        Assert.Empty(await StepAsync(host));
    }

    internal static async Task<EpisodeReply[]> StepAsync(CountingHost host, params StepEpisode[] steps)
    {
        var replies = new EpisodeReply[steps.Length];
        await host.Engine.StepManyAsync(steps, replies).AsTask().WaitAsync(TimeSpan.FromSeconds(60));
        return replies;
    }

    internal static StepEpisode Step(string id, string action = """{"action":"ADD"}""", long? step = null, string? requestId = null) =>
        new(CountingHost.Alice, CountingHost.Id(id), CountingHost.Json(action)) { Step = step, RequestId = requestId };

    internal static string[] Names(int count) => [.. Enumerable.Range(0, count).Select(number => $"m{number}")];

    private static string Add(int amount) => CountingHost.Add(amount);

    private sealed class CancellingList(StepEpisode[] steps, CancellationTokenSource cancellation, int at) : IReadOnlyList<StepEpisode>
    {
        public int Count => steps.Length;

        public StepEpisode this[int index]
        {
            get
            {
                if (index == at)
                {
                    cancellation.Cancel();
                }

                return steps[index];
            }
        }

        public IEnumerator<StepEpisode> GetEnumerator() => steps.AsEnumerable().GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

using static Medusa.Episodes.Tests.Batches_should;

namespace Medusa.Episodes.Tests;

/// <summary>Batches where another writer was first, or the journal fails in the middle.</summary>
public sealed class Batches_on_failing_journals_should
{
    private readonly FailingJournal journal = new(new MemoryJournal(1_000));

    [Theory]
    [InlineData(FailingJournal.Fault.BeforeAppend)]
    [InlineData(FailingJournal.Fault.AfterAppend)]
    public async Task Refuse_at_most_the_step_that_was_not_written(object fault)
    {
        await using var host = await StartAsync(20);
        journal.FailAfter(9, (FailingJournal.Fault)fault);
        var steps = Names(20).Select(id => Step(id, step: 1)).ToArray();
        var replies = await StepAsync(host, steps);
        var refused = replies.Where(reply => reply.Problem is not null).ToArray();
        Assert.Equal((FailingJournal.Fault)fault == FailingJournal.Fault.BeforeAppend ? 1 : 0, refused.Length);
        Assert.All(refused, reply => Assert.Equal(ProblemCode.JournalUnavailable, CountingHost.Code(reply)));
        var repeats = await StepAsync(host, steps);
        Assert.Equal(refused.Length, repeats.Count(repeat => !repeat.Replayed));
        for (var index = 0; index < 20; index++)
        {
            Assert.True(replies[index].Problem is not null || CountingHost.Text(replies[index]) == CountingHost.Text(repeats[index]));
            Assert.Equal((1, "ok"), (await host.StepsTakenAsync($"m{index}"), await host.VerifyAsync($"m{index}")));
        }
    }

    [Fact]
    public async Task Answer_all_though_nothing_can_be_read_or_written_and_go_on_afterwards()
    {
        await using var host = await StartAsync(20);
        host.Time.Advance(TimeSpan.FromMinutes(31));
        await TestedEngine.PassivatedAsync(host.Engine);
        await StepAsync(host, [.. Names(10).Select(id => Step(id, step: 1))]);
        journal.FailAfter(0);
        journal.ReadsFail = true;
        var replies = await StepAsync(host, [.. Names(20).Select((id, index) => Step(id, step: index < 10 ? 2 : 1))]);
        Assert.Equal(9, replies.Count(reply => reply.Problem is null));
        Assert.All(replies.Where(reply => reply.Problem is not null), reply => Assert.Equal(ProblemCode.JournalUnavailable, CountingHost.Code(reply)));
        journal.ReadsFail = false;
        Assert.All(await StepAsync(host, [.. Names(20).Select((id, index) => Step(id, step: index < 10 ? 2 : 1))]), reply => Assert.Null(reply.Problem));
    }

    [Fact]
    public async Task Decide_again_where_another_engine_was_first()
    {
        journal.IsShared = true;
        await using var host = await StartAsync(12);
        await using var other = new CountingHost(journal: journal);
        foreach (var id in Names(8))
        {
            Assert.Null((await other.StepAsync(id: id, step: 1, requestId: "first")).Problem);
        }

        var replies = await StepAsync(host,
        [
            Step("m0", step: 1), Step("m1", step: 2), Step("m2"), Step("m3", requestId: "first"), Step("m4", CountingHost.Add(9), 1), Step("m5", step: 3),
            Step("m6", CountingHost.Add(9), requestId: "first"), Step("m7", """{"action":"FLY"}"""), Step("m8", step: 1), Step("m9"), Step("m2"), Step("m0", step: 2),
        ]);
        Assert.Equal(
            [null, null, null, null, ProblemCode.StepConflict, ProblemCode.StepConflict, ProblemCode.RequestConflict, ProblemCode.InvalidAction, null, null, null, null],
            replies.Select(CountingHost.Code));
        Assert.Equal([true, false, false, true, false, false, false, false, false, false, false, false], replies.Select(reply => reply.Replayed));
        Assert.Equal(2, replies[4].Problem!.Extensions["expected_step"].AsInteger);
        Assert.Equal(2, replies[5].Problem!.Extensions["expected_step"].AsInteger);
        Assert.Equal("7 7 8 6 6 6 6 6 6 6", await other.CountsAsync(Names(10)));
    }

    [Fact]
    public async Task Write_one_history_though_two_engines_step_the_same_episodes_at_once()
    {
        journal.IsShared = true;
        await using var host = await StartAsync(16);
        await using var other = new CountingHost(journal: journal);
        for (var step = 1; step <= 25; step++)
        {
            var steps = Names(16).Select((id, index) => Step(id, CountingHost.Add((index + step) % 5), step)).ToArray();
            var answers = await Task.WhenAll(Task.Run(() => StepAsync(host, steps)), Task.Run(() => StepAsync(other, steps)), Task.Run(() => StepAsync(host, steps)));
            for (var index = 0; index < 16; index++)
            {
                Assert.All(answers, answer => Assert.Null(answer[index].Problem));
                Assert.Single(answers.Select(answer => CountingHost.Text(answer[index])).Distinct());
                Assert.Equal(2, answers.Count(answer => answer[index].Replayed));
            }
        }

        Assert.All(Names(16), id => Assert.Equal(26, journal.CountAsync(new EpisodeKey(CountingHost.Alice, CountingHost.Id(id))).Result));
    }

    private async Task<CountingHost> StartAsync(int episodes)
    {
        var host = new CountingHost(journal: journal);
        foreach (var id in Names(episodes))
        {
            Assert.Null((await host.CreateAsync(id)).Problem);
        }

        return host;
    }
}

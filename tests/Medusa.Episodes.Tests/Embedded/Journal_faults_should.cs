namespace Medusa.Episodes.Tests;

public sealed class Journal_faults_should
{
    private readonly FailingJournal journal = new(new MemoryJournal(100));

    [Fact]
    public async Task Refuse_a_step_that_was_not_written_and_leave_its_index_free()
    {
        await using var host = new CountingHost(journal: journal);
        await host.CreateAsync();
        journal.Next = FailingJournal.Fault.BeforeAppend;
        Assert.Equal(ProblemCode.JournalUnavailable, CountingHost.Code(await host.StepAsync(step: 1)));
        Assert.Equal(0, await host.StepsTakenAsync());
        Assert.False((await host.StepAsync(step: 1)).Replayed);
        Assert.Equal(1, await host.StepsTakenAsync());
    }

    [Fact]
    public async Task Answer_a_step_that_was_written_though_its_writer_was_not_told()
    {
        await using var host = new CountingHost(journal: journal);
        await host.CreateAsync();
        journal.Next = FailingJournal.Fault.AfterAppend;
        var reply = await host.StepAsync(step: 1, requestId: "r");
        Assert.Null(reply.Problem);
        Assert.Equal(1, await host.StepsTakenAsync());
        var repeat = await host.StepAsync(step: 1, requestId: "r");
        Assert.True(repeat.Replayed);
        Assert.Equal(reply.Body.ToArray(), repeat.Body.ToArray());
    }

    [Fact]
    public async Task Reach_every_request_that_waits_and_leave_the_episode_usable()
    {
        await using var host = new CountingHost(journal: journal);
        await host.CreateAsync();
        journal.Next = FailingJournal.Fault.BeforeAppend;
        journal.ReadsFail = true;
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.StepAsync().AsTask())).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.All(replies, reply => Assert.Equal(ProblemCode.JournalUnavailable, CountingHost.Code(reply)));
        journal.ReadsFail = false;
        Assert.Null((await host.StepAsync(step: 1)).Problem);
    }
}

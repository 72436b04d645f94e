namespace Medusa.Episodes.Tests;

/// <summary>Requests for forks: their ids, and the numbers that the forks get.</summary>
public abstract class Fork_requests_should : JournaledSuite
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Get_the_same_forks_byte_for_byte_when_repeated(int count)
    {
        await using var host = new CountingHost(journal: Journal);
        await host.CreateAsync();
        await host.StepAsync();
        var first = await host.ForkAsync(count: count, requestId: "f");
        await host.StepAsync();
        foreach (var isRestarted in new[] { false, true })
        {
            await using var other = new CountingHost(journal: Journal);
            var repeat = await (isRestarted ? other : host).ForkAsync(count: count, requestId: "f");
            Assert.True(repeat.Replayed);
            Assert.Equal(first.Body.ToArray(), repeat.Body.ToArray());
            Assert.Equal(first.Members.Select(CountingHost.Text), repeat.Members.Select(CountingHost.Text));
            Assert.Equal(CountingHost.Ids(first), CountingHost.Ids(repeat));
        }

        Assert.Equal(1 + count, await JournaledAsync());
    }

    [Fact]
    public async Task Be_refused_when_changed_under_the_same_id()
    {
        await using var host = new CountingHost(journal: Journal);
        await host.CreateAsync();
        await host.CreateAsync("other");
        await host.StepAsync();
        await host.ForkAsync(count: 2, requestId: "f");
        foreach (var isRestarted in new[] { false, true })
        {
            await using var another = new CountingHost(journal: Journal);
            var asked = isRestarted ? another : host;
            Assert.Equal(ProblemCode.RequestConflict, CountingHost.Code(await asked.ForkAsync(count: 3, requestId: "f")));
            Assert.Equal(ProblemCode.RequestConflict, CountingHost.Code(await asked.ForkAsync(requestId: "f")));
            Assert.Equal(ProblemCode.RequestConflict, CountingHost.Code(await asked.ForkAsync(at: 1, count: 2, requestId: "f")));
            Assert.Equal(ProblemCode.RequestConflict, CountingHost.Code(await asked.ForkAsync("other", count: 2, requestId: "f")));
            Assert.Equal(ProblemCode.RequestConflict, CountingHost.Code(await asked.CreateAsync("new", command => command with { RequestId = "f" })));
        }

        Assert.Equal(4, await JournaledAsync());
        Assert.Equal(ProblemCode.InvalidRequest, CountingHost.Code(await host.ForkAsync(requestId: string.Empty)));
    }

    [Fact]
    public async Task Make_one_fork_for_many_that_are_sent_at_once()
    {
        await using var host = new CountingHost(journal: Journal);
        await using var other = new CountingHost(journal: Journal);
        await host.CreateAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, 32).Select(number => Task.Run(async () => await (number % 2 == 0 ? host : other).ForkAsync(count: 2, requestId: "f"))));
        Assert.All(replies, reply => Assert.Null(reply.Problem));
        Assert.Single(replies.Select(reply => string.Concat(reply.Members.Select(CountingHost.Text))).Distinct());
        Assert.Equal(3, await JournaledAsync());
    }

    [Fact]
    public async Task Go_on_numbering_after_a_restart()
    {
        await using (var host = new CountingHost(journal: Journal))
        {
            await host.CreateAsync();
            Assert.Equal(["e~1", "e~2"], CountingHost.Ids(await host.ForkAsync(count: 2)));
        }

        await using var other = new CountingHost(journal: Journal);
        Assert.Equal(["e~3"], CountingHost.Ids(await other.ForkAsync("e~1")));
        Assert.Equal(["e~4"], CountingHost.Ids(await other.ForkAsync()));
    }

    [Fact]
    public async Task Give_each_fork_a_number_of_its_own_though_two_engines_fork_the_family_at_once()
    {
        var shared = new FailingJournal(Journal) { IsShared = true };
        await using var one = new CountingHost(journal: shared);
        await using var two = new CountingHost(journal: shared);
        await one.CreateAsync();
        await one.CreateAsync("e2");
        await one.ForkAsync();
        await two.ForkAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => Task.Run(async () =>
            await (number % 2 == 0 ? one : two).ForkAsync(number % 4 < 2 ? "e" : "e~1", count: 3, requestId: number % 3 == 0 ? $"f{number}" : null))));
        Assert.All(replies, reply => Assert.Equal("none", CountingHost.Code(reply) ?? "none"));
        var ids = replies.SelectMany(CountingHost.Ids).ToArray();
        Assert.Equal(120, ids.Distinct().Count());
        foreach (var id in ids)
        {
            Assert.Equal((id, "running"), (id, await one.StatusAsync(id)));
            Assert.Null((await two.StepAsync(id: id, step: 1)).Problem);
        }
    }

    [Fact]
    public async Task Give_running_forks_though_another_engine_took_some_of_their_numbers()
    {
        await using var one = new CountingHost(journal: Journal);
        await using var two = new CountingHost(journal: Journal);
        await one.CreateAsync();
        await one.ForkAsync();
        await two.ForkAsync();
        await two.ForkAsync();
        var forks = CountingHost.Ids(await one.ForkAsync(count: 4, requestId: "f"));
        Assert.Equal(4, forks.Distinct().Count());
        foreach (var fork in forks)
        {
            Assert.Equal((fork, "running"), (fork, await two.StatusAsync(fork)));
        }

        Assert.Equal(1 + 3 + 4, await JournaledAsync());
        Assert.Equal(forks, CountingHost.Ids(await two.ForkAsync(count: 4, requestId: "f")));
    }

    [Fact]
    public async Task Be_completed_by_a_repeat_where_the_journal_failed_in_the_middle()
    {
        var failing = new FailingJournal(Journal);
        await using var host = new CountingHost(journal: failing);
        await host.CreateAsync();
        await host.StepAsync();
        foreach (var (fault, id) in new[] { (FailingJournal.Fault.BeforeAppend, "b"), (FailingJournal.Fault.AfterAppend, "a") })
        {
            failing.Next = fault;
            Assert.Equal(ProblemCode.JournalUnavailable, CountingHost.Code(await host.ForkAsync(count: 4, requestId: id)));
            var forks = CountingHost.Ids(await host.ForkAsync(count: 4, requestId: id));
            Assert.Equal(4, forks.Distinct().Count());
            foreach (var fork in forks)
            {
                Assert.Equal((id, fork, "running"), (id, fork, await host.StatusAsync(fork)));
            }

            Assert.Equal(forks, CountingHost.Ids(await host.ForkAsync(count: 4, requestId: id)));
        }
    }

    [Fact]
    public async Task Leave_nothing_running_where_the_journal_failed_and_no_id_was_sent()
    {
        var failing = new FailingJournal(Journal);
        await using var host = new CountingHost(journal: failing);
        await host.CreateAsync();
        failing.Next = FailingJournal.Fault.BeforeAppend;
        Assert.Equal(ProblemCode.JournalUnavailable, CountingHost.Code(await host.ForkAsync(count: 4)));
        await foreach (var head in Journal.ListAsync(CountingHost.Alice, "e"))
        {
            Assert.Equal("closed", head.StatusText);
        }
    }
}

using Medusa.Episodes;
using static Medusa.Journals.Tests.Events;

namespace Medusa.Journals.Tests;

/// <summary>What every journal must do. One class for each of them derives from this.</summary>
public abstract class Journal_should : IAsyncLifetime
{
    private IEpisodeJournal? journal;

    protected IEpisodeJournal Journal => journal ?? throw new InvalidOperationException("The journal is open only while a test runs.");

    public async Task InitializeAsync() => journal = await OpenAsync();

    public async Task DisposeAsync()
    {
        if (journal is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }

    /// <summary>An empty journal.</summary>
    protected abstract Task<IEpisodeJournal> OpenAsync();

    [Fact]
    public async Task Give_back_every_event_byte_for_byte_and_in_order()
    {
        var key = Key("e");
        EpisodeEvent[] events = [Started(key, started => started with { Label = "é\"\0", Task = "t" }), Step(1), Step(2, step => step with { RequestId = "r" }), Closed()];
        await WriteAsync(key, events);
        Assert.Equal(events.Select(Text), (await Journal.ReadAsync(key)).Select(Text));
        Assert.Equal(4, await Journal.CountAsync(key));
        Assert.Equal(Text(events[2]), Text(await Journal.ReadStepAsync(key, 2)));
        Assert.Null(await Journal.ReadStepAsync(key, 3));
        Assert.Null(await Journal.ReadStepAsync(key, 0));
    }

    [Fact]
    public async Task Know_nothing_of_an_episode_that_was_never_written()
    {
        Assert.Empty(await Journal.ReadAsync(Key("e")));
        Assert.Equal(0, await Journal.CountAsync(Key("e")));
        Assert.Equal(AppendOutcome.Conflict, await Journal.AppendAsync(Key("e"), 1, Step(1)));
        Assert.Null(await Journal.FindRequestAsync(Alice, "r"));
        Assert.False(await Journal.HasExpiredAsync(Key("e")));
        Assert.Equal(0, await Journal.LastMemberAsync(Alice, "e"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(9)]
    public async Task Refuse_an_event_at_any_index_but_the_next(int index)
    {
        var key = Key("e");
        EpisodeEvent[] events = [Started(key), Step(1)];
        await WriteAsync(key, events);
        Assert.Equal(AppendOutcome.Conflict, await Journal.AppendAsync(key, index, index == 0 ? Started(key) : Step(index)));
        Assert.Equal(events.Select(Text), (await Journal.ReadAsync(key)).Select(Text));
    }

    [Fact]
    public async Task Let_exactly_one_of_many_writers_win()
    {
        var key = Key("e");
        await WriteAsync(key, Started(key));
        for (var index = 1; index <= 20; index++)
        {
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(writer =>
                Task.Run(() => Journal.AppendAsync(key, index, Step(index, step => step with { RequestId = $"w{writer}" })).AsTask())));
            Assert.Equal(1, outcomes.Count(outcome => outcome == AppendOutcome.Appended));
            Assert.Equal(7, outcomes.Count(outcome => outcome == AppendOutcome.Conflict));
        }

        Assert.Equal(Enumerable.Range(1, 20), (await Journal.ReadAsync(key)).OfType<StepTaken>().Select(step => step.Index));
    }

    [Fact]
    public async Task Commit_a_batch_whose_rows_conflict_in_part()
    {
        var keys = Enumerable.Range(0, 200).Select(number => Key($"e{number}")).ToArray();
        await Task.WhenAll(keys.Select(key => WriteAsync(key, Started(key))));
        await Task.WhenAll(keys.Where((_, number) => number % 3 == 0).Select(key => WriteAsync(key, from: 1, Step(1))));
        var outcomes = await Task.WhenAll(keys.Select(key => Journal.AppendAsync(key, 1, Step(1)).AsTask()));
        Assert.All(outcomes.Index(), outcome => Assert.Equal(outcome.Index % 3 == 0 ? AppendOutcome.Conflict : AppendOutcome.Appended, outcome.Item));
        foreach (var key in keys)
        {
            Assert.Equal(2, await Journal.CountAsync(key));
        }
    }

    [Fact]
    public async Task Keep_owners_apart()
    {
        var (mine, theirs) = (Key("e"), Key("e", new Owner("bob")));
        await WriteAsync(mine, Started(mine, started => started with { RequestId = "r" }), Step(1));
        await WriteAsync(theirs, Started(theirs, started => started with { RequestId = "r" }));
        Assert.Equal(2, await Journal.CountAsync(mine));
        Assert.Equal(1, await Journal.CountAsync(theirs));
        Assert.Equal(mine, await Journal.FindRequestAsync(Alice, "r"));
        Assert.Equal(theirs, await Journal.FindRequestAsync(theirs.Owner, "r"));
        Assert.Equal(["e"], await ListAsync(theirs.Owner));
    }

    [Fact]
    public async Task Claim_a_request_id_with_the_first_event()
    {
        var key = Key("a");
        await WriteAsync(key, Started(key, started => started with { RequestId = "r" }));
        Assert.Equal(AppendOutcome.RequestTaken, await Journal.AppendAsync(Key("b"), 0, Started(Key("b"), started => started with { RequestId = "r" })));
        Assert.Empty(await Journal.ReadAsync(Key("b")));
        Assert.Equal(key, await Journal.FindRequestAsync(Alice, "r"));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(number =>
            Journal.AppendAsync(Key($"c{number}"), 0, Started(Key($"c{number}"), started => started with { RequestId = "s" })).AsTask()));
        Assert.Equal(1, outcomes.Count(outcome => outcome == AppendOutcome.Appended));
        Assert.Equal(15, outcomes.Count(outcome => outcome == AppendOutcome.RequestTaken));
    }

    [Fact]
    public async Task Keep_forks_beside_their_parent()
    {
        var (parent, fork) = (Key("e"), Key("e~4"));
        await WriteAsync(parent, Started(parent), Step(1), Step(2));
        EpisodeEvent[] events = [Forked(fork, parent.Id, 1, "f"), Step(2), Step(3)];
        await WriteAsync(fork, events);
        Assert.Equal(events.Select(Text), (await Journal.ReadAsync(fork)).Select(Text));
        Assert.Equal(Text(events[1]), Text(await Journal.ReadStepAsync(fork, 2)));
        Assert.Null(await Journal.ReadStepAsync(fork, 1));
        Assert.Equal(fork, await Journal.FindRequestAsync(Alice, "f"));
        Assert.Equal(4, await Journal.LastMemberAsync(Alice, "e"));
        Assert.Equal(0, await Journal.LastMemberAsync(Alice, "other"));
        Assert.Equal(["e", "e~4"], await ListAsync(Alice));
        Assert.Equal([2, 3], (await HeadsAsync(Alice)).Select(head => head.Step));
    }

    [Fact]
    public async Task Count_which_environments_and_plugins_the_episodes_of_all_owners_use()
    {
        Assert.Empty(await Journal.CountUsesAsync());
        var theirs = Key("a", new Owner("bob"));
        await WriteAsync(Key("a"), Started(Key("a")), Step(1));
        await WriteAsync(theirs, Started(theirs, started => started with { WallTime = Start.AddHours(1) }), Closed(second: 50));
        await WriteAsync(Key("b"), Started(Key("b")), Step(1), Closed(second: 100));
        await WriteAsync(Key("b~1"), Forked(Key("b~1"), Key("b").Id, 1), Step(2));
        await WriteAsync(Key("c"), Started(Key("c"), started => started with { Version = "2", Provenance = new PluginProvenance("p", "2.0.0", "cd") }));
        await WriteAsync(Key("d"), Started(Key("d"), started => started with { Provenance = new PluginProvenance("p", "2.0.0", "cd") }));
        Assert.Equal(
            [
                new EnvironmentUse("counting", "1", "p", "1.0.0") { Running = 2, Ended = 2, NewestStart = Start.AddHours(1), NewestEnd = Start.AddSeconds(100) },
                new EnvironmentUse("counting", "1", "p", "2.0.0") { Running = 1, NewestStart = Start },
                new EnvironmentUse("counting", "2", "p", "2.0.0") { Running = 1, NewestStart = Start },
            ],
            await Journal.CountUsesAsync());
    }

    [Fact]
    public async Task Count_no_use_of_episodes_that_were_removed()
    {
        await WriteAsync(Key("a"), Started(Key("a")), Closed());
        await Journal.RemoveAsync(Alice, ["closed"], Start.AddDays(1));
        Assert.Empty(await Journal.CountUsesAsync());
    }

    [Fact]
    public async Task Count_as_ended_what_ended_by_a_step()
    {
        await WriteAsync(Key("a"), Started(Key("a")), Step(1), Step(2, step => step with { Status = Operators.Abstractions.EpisodeStatus.Terminated, EndReason = "stopped" }));
        var use = Assert.Single(await Journal.CountUsesAsync());
        Assert.Equal((0, 1, Start.AddSeconds(2)), (use.Running, use.Ended, use.NewestEnd));
    }

    [Fact]
    public async Task List_heads_page_after_page_in_ordinal_order()
    {
        string[] ids = ["B", "_x", "a", "a.b", "a~1", "b", .. Enumerable.Range(0, 300).Select(number => $"m{number:D3}")];
        await Task.WhenAll(ids.Reverse().Select(id => WriteAsync(Key(id), Started(Key(id)), Step(1))));
        await WriteAsync(Key("a"), from: 2, Step(2, step => step with { Status = Operators.Abstractions.EpisodeStatus.Terminated, EndReason = "stopped" }), Closed());
        await WriteAsync(Key("b"), from: 2, Closed(EpisodeClosed.InvalidActions), Closed());
        Assert.Equal(ids.Order(StringComparer.Ordinal), await ListAsync(Alice));
        Assert.Equal(["a.b", "a~1"], (await ListAsync(Alice, "a")).Take(2));
        var heads = (await HeadsAsync(Alice)).ToDictionary(head => head.Key.Id.Value);
        Assert.Equal(("closed", 2, "stopped", 1.0), (heads["a"].StatusText, heads["a"].Step, heads["a"].EndReason, heads["a"].CumulativeReward));
        Assert.Equal(("closed", 1, EpisodeClosed.InvalidActions), (heads["b"].StatusText, heads["b"].Step, heads["b"].EndReason));
        Assert.Equal(("running", 1), (heads["m299"].StatusText, heads["m299"].Step));
    }

    [Fact]
    public async Task Move_a_session_on_and_refuse_the_superseded()
    {
        Assert.Null(await Journal.FindSessionAsync(Alice, "s"));
        Assert.Equal(new SessionAttachment(1, null), await Journal.AttachSessionAsync(Alice, "s"));
        var first = Key("a");
        await WriteAsync(first, InSession(first, 1));
        Assert.Equal(new SessionAttachment(1, first.Id), await Journal.FindSessionAsync(Alice, "s"));
        Assert.Equal(new SessionAttachment(2, first.Id), await Journal.AttachSessionAsync(Alice, "s"));
        Assert.Equal(AppendOutcome.SessionSuperseded, await Journal.AppendAsync(Key("b"), 0, InSession(Key("b"), 1)));
        Assert.Empty(await Journal.ReadAsync(Key("b")));
        await WriteAsync(Key("c"), InSession(Key("c"), 2));
        Assert.Equal(new SessionAttachment(2, Key("c").Id), await Journal.FindSessionAsync(Alice, "s"));
        Assert.Null(await Journal.FindSessionAsync(new Owner("bob"), "s"));
    }

    [Fact]
    public async Task Find_those_past_their_deadline_or_idle_time_out()
    {
        await WriteAsync(Key("late"), Started(Key("late"), started => started with { Deadline = Start.AddMinutes(1) }), Step(1));
        await WriteAsync(Key("idle"), Started(Key("idle"), started => started with { IdleTimeout = TimeSpan.FromSeconds(30) }), Step(20));
        await WriteAsync(Key("closed"), Started(Key("closed"), started => started with { Deadline = Start, IdleTimeout = TimeSpan.FromSeconds(1) }), Closed());
        await WriteAsync(Key("plain"), Started(Key("plain")));
        Assert.Empty(await Journal.FindOverdueAsync(Start.AddSeconds(40)));
        Assert.Equal([Key("idle")], await Journal.FindOverdueAsync(Start.AddSeconds(51)));
        Assert.Equal([Key("idle"), Key("late")], (await Journal.FindOverdueAsync(Start.AddHours(1))).OrderBy(key => key.Id.Value, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Remove_what_is_over_and_remember_that_it_was()
    {
        await WriteAsync(Key("ended"), Started(Key("ended"), started => started with { RequestId = "r" }), Closed(second: 10));
        await WriteAsync(Key("runs"), Started(Key("runs")), Step(1));
        Assert.Empty(await Journal.ExpireAsync(Start.AddSeconds(10), Start));
        Assert.Equal([Key("ended")], await Journal.ExpireAsync(Start.AddSeconds(11), Start.AddSeconds(1)));
        Assert.Empty(await Journal.ReadAsync(Key("ended")));
        Assert.True(await Journal.HasExpiredAsync(Key("ended")));
        Assert.Null(await Journal.FindRequestAsync(Alice, "r"));
        Assert.Equal(AppendOutcome.Conflict, await Journal.AppendAsync(Key("ended"), 2, Step(2)));
        Assert.Equal([Key("runs")], await Journal.ExpireAsync(Start, Start.AddSeconds(2)));
        Assert.False(await Journal.HasExpiredAsync(Key("other")));
    }

    [Fact]
    public async Task Remove_families_as_a_whole()
    {
        await WriteAsync(Key("e"), Started(Key("e")), Closed(second: 10));
        await WriteAsync(Key("e~1"), Forked(Key("e~1"), Key("e").Id, 0), Closed(second: 500));
        await WriteAsync(Key("g~1"), Started(Key("g~1")), Closed(second: 10));
        await WriteAsync(Key("g~2"), Started(Key("g~2")), Step(1));
        Assert.Empty(await Journal.ExpireAsync(Start.AddSeconds(400), Start));
        Assert.Equal(["e", "e~1"], Ids(await Journal.ExpireAsync(Start.AddSeconds(501), Start)));
        Assert.Equal(["g~1", "g~2"], Ids(await Journal.ExpireAsync(Start.AddSeconds(501), Start.AddSeconds(2))));
        Assert.Equal(0, await Journal.LastMemberAsync(Alice, "e"));
    }

    [Fact]
    public async Task Remove_an_owners_families_by_status_and_age()
    {
        var bob = Key("ended", new Owner("bob"));
        await WriteAsync(bob, Started(bob), Closed(second: 10));
        await WriteAsync(Key("ended"), Started(Key("ended"), started => started with { RequestId = "r" }), Closed(second: 10));
        await WriteAsync(Key("done"), Started(Key("done")), Step(1, step => step with { Status = Operators.Abstractions.EpisodeStatus.Terminated, EndReason = "stopped" }));
        await WriteAsync(Key("late"), Started(Key("late")), Closed(EpisodeClosed.Expired, second: 20));
        await WriteAsync(Key("runs"), Started(Key("runs")), Step(7));
        Assert.Empty(await Journal.RemoveAsync(Alice, ["done", "closed"], Start.AddSeconds(1)));
        Assert.Equal(["done"], Ids(await Journal.RemoveAsync(Alice, ["done", "closed"], Start.AddSeconds(10))));
        Assert.Empty(await Journal.RemoveAsync(Alice, ["done"], DateTimeOffset.MaxValue));
        Assert.Equal(["ended"], Ids(await Journal.RemoveAsync(Alice, ["done", "closed"], DateTimeOffset.MaxValue)));
        Assert.Equal(["late"], Ids(await Journal.RemoveAsync(Alice, ["expired"], DateTimeOffset.MaxValue)));
        Assert.Empty(await Journal.RemoveAsync(Alice, ["running"], Start.AddSeconds(7)));
        Assert.Equal(["runs"], Ids(await Journal.RemoveAsync(Alice, ["running"], Start.AddSeconds(8))));
        Assert.Empty(await ListAsync(Alice));
        Assert.True(await Journal.HasExpiredAsync(Key("ended")));
        Assert.Null(await Journal.FindRequestAsync(Alice, "r"));
        Assert.False(await Journal.HasExpiredAsync(bob));
        Assert.Equal(2, await Journal.CountAsync(bob));
    }

    [Fact]
    public async Task Keep_a_family_of_which_one_member_may_not_go()
    {
        await WriteAsync(Key("e"), Started(Key("e")), Closed(second: 10));
        await WriteAsync(Key("e~1"), Forked(Key("e~1"), Key("e").Id, 0), Closed(second: 500));
        await WriteAsync(Key("g~1"), Started(Key("g~1")), Closed(second: 10));
        await WriteAsync(Key("g~2"), Started(Key("g~2")), Step(1));
        Assert.Empty(await Journal.RemoveAsync(Alice, ["closed"], Start.AddSeconds(400)));
        Assert.Equal(["e", "e~1"], Ids(await Journal.RemoveAsync(Alice, ["closed"], DateTimeOffset.MaxValue)));
        Assert.Empty(await Journal.RemoveAsync(Alice, ["closed"], DateTimeOffset.MaxValue));
        Assert.Equal(["g~1", "g~2"], Ids(await Journal.RemoveAsync(Alice, ["running", "closed"], DateTimeOffset.MaxValue)));
        Assert.Equal(0, await Journal.LastMemberAsync(Alice, "g"));
    }

    [Fact]
    public async Task Remove_more_than_go_at_a_time()
    {
        var keys = Enumerable.Range(0, 900).Select(number => Key($"e{number:D4}")).ToArray();
        await Task.WhenAll(keys.Select(key => WriteAsync(key, Started(key), Closed())));
        var removed = new List<EpisodeKey>();
        while (await Journal.RemoveAsync(Alice, ["closed"], DateTimeOffset.MaxValue) is { Count: > 0 } some)
        {
            removed.AddRange(some);
        }

        Assert.Equal(keys, removed.OrderBy(key => key.Id.Value, StringComparer.Ordinal));
        Assert.Empty(await ListAsync(Alice));
    }

    protected static IEnumerable<string> Ids(IEnumerable<EpisodeKey> keys) => keys.Select(key => key.Id.Value).Order(StringComparer.Ordinal);

    protected Task WriteAsync(EpisodeKey key, params EpisodeEvent[] events) => WriteAsync(key, 0, events);

    protected async Task WriteAsync(EpisodeKey key, int from, params EpisodeEvent[] events)
    {
        foreach (var (offset, journaled) in events.Index())
        {
            Assert.Equal(AppendOutcome.Appended, await Journal.AppendAsync(key, from + offset, journaled));
        }
    }

    private static EpisodeStarted InSession(EpisodeKey key, int generation) => Started(key, started => started with { Session = "s", Generation = generation });

    private async Task<List<EpisodeHead>> HeadsAsync(Owner owner, string? after = null)
    {
        var heads = new List<EpisodeHead>();
        await foreach (var head in Journal.ListAsync(owner, after))
        {
            heads.Add(head);
        }

        return heads;
    }

    protected async Task<IEnumerable<string>> ListAsync(Owner owner, string? after = null) => (await HeadsAsync(owner, after)).Select(head => head.Key.Id.Value);
}

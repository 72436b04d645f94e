using Akka.Actor;
using Akka.Cluster.Sharding;
using Medusa.Episodes;
using Medusa.Episodes.Tests;

namespace Medusa.Actors.Tests;

public sealed class EpisodeActor_should : EpisodeActorSpec
{
    [Fact]
    public async Task Answer_after_the_event_is_durable_and_not_before()
    {
        await AskAsync(Create);
        Memory.Holds = true;
        var asked = Send(Add());
        await HeldAsync(1);
        await DrainAsync();
        Assert.Equal(1, await Memory.CountAsync(Key));
        Memory.LetGo();
        Assert.Equal(1, (await AnswerAsync(asked)).Step);
        Assert.Equal(2, await Memory.CountAsync(Key));
    }

    [Fact]
    public async Task Refuse_a_step_that_the_journal_did_not_take_and_leave_the_state_as_it_was()
    {
        var failing = new FailingJournal(Memory);
        Journal = failing;
        await AskAsync(Create);
        await AskAsync(Add());
        failing.Next = FailingJournal.Fault.BeforeAppend;
        Assert.Equal(ProblemCode.JournalUnavailable, CountingHost.Code(await AskAsync(Add())));
        Assert.Equal(2, await Memory.CountAsync(Key));
        Assert.Contains("\"count\":6", CountingHost.Text(await AskAsync(Query(EpisodeQueryKind.State))), StringComparison.Ordinal);
        var next = await AskAsync(Add(step: 2));
        Assert.False(next.Replayed);
        Assert.Equal(2, next.Step);
    }

    [Fact]
    public async Task Take_one_request_at_a_time_and_the_others_in_the_order_in_which_they_came()
    {
        await AskAsync(Create);
        Memory.Holds = true;
        var asked = new[] { Send(Add(1)), Send(Add(2)), Send(Add(3)) };
        await HeldAsync(1);
        await DrainAsync();
        Assert.Equal(2, Table.WaitingRequests);
        for (var step = 1; step <= 3; step++)
        {
            await HeldAsync(1);
            Assert.Equal(1 + step, Memory.Appends);
            Memory.LetGo();
            var reply = await AnswerAsync(asked[step - 1]);
            Assert.Equal((null, step), (CountingHost.Code(reply), reply.Step));
        }

        Assert.Equal(0, Table.WaitingRequests);
    }

    [Fact]
    public async Task Refuse_what_is_more_than_may_wait()
    {
        Options.MailboxCapacity = 2;
        await AskAsync(Create);
        Memory.Holds = true;
        var running = Send(Add(1));
        await HeldAsync(1);
        var waiting = new[] { Send(Add(2)), Send(Add(3)) };
        var refused = await AskAsync(Add(4));
        Assert.Equal(ProblemCode.Overloaded, CountingHost.Code(refused));
        Assert.NotNull(refused.Problem!.RetryAfterSeconds);
        Memory.Holds = false;
        Memory.LetGo();
        foreach (var asked in waiting.Prepend(running))
        {
            Assert.Null((await AnswerAsync(asked)).Problem);
        }
    }

    [Fact]
    public async Task Answer_what_the_journal_alone_can_tell_while_a_step_is_under_way()
    {
        await AskAsync(Create);
        Memory.Holds = true;
        var stepping = Send(Add());
        await HeldAsync(1);
        Assert.Contains("\"next_step\":1", CountingHost.Text(await AskAsync(Query(EpisodeQueryKind.Summary))), StringComparison.Ordinal);
        Assert.Contains("\"entries\":[]", CountingHost.Text(await AskAsync(Query(EpisodeQueryKind.Log))), StringComparison.Ordinal);
        Assert.Equal(1, Memory.Held);
        Memory.LetGo();
        Assert.Equal(1, (await AnswerAsync(stepping)).Step);
    }

    [Fact]
    public async Task Finish_what_runs_before_it_stops_and_send_back_what_waits()
    {
        await AskAsync(Create);
        Memory.Holds = true;
        var running = Send(Add(1));
        await HeldAsync(1);
        var waiting = new[] { Send(Add(2)), Send(Add(3)) };
        Shard.Watch(Episode);
        Episode.Tell(StopEpisode.Instance);
        await DrainAsync();
        var late = Send(Add(4));
        await DrainAsync();
        Assert.False(Shard.HasMessages);
        Memory.LetGo();
        Assert.Equal(1, (await AnswerAsync(running)).Step);
        foreach (var asked in new[] { waiting[0], waiting[1], late })
        {
            var returned = await Shard.ExpectMsgAsync<EpisodeRequest>();
            Assert.Equal((asked, TestActor), (returned.Correlation, Shard.LastSender));
        }

        await Shard.ExpectTerminatedAsync(Episode);
        Assert.Equal((0, 0), (Table.Live, Table.WaitingRequests));
        Assert.Equal(2, await Memory.CountAsync(Key));
    }

    [Fact]
    public async Task Stop_at_once_when_nothing_runs()
    {
        await AskAsync(Create);
        Shard.Watch(Episode);
        Episode.Tell(StopEpisode.Instance);
        await Shard.ExpectTerminatedAsync(Episode);
        Assert.Empty(Table.All);
    }

    [Theory]
    [InlineData(0, false, false)]
    [InlineData(1, false, true)]
    [InlineData(1, true, false)]
    public async Task Retire_only_if_it_was_unused_for_long_enough_and_has_ended_where_that_is_asked(int minutes, bool endedOnly, bool retires)
    {
        await AskAsync(Create);
        Episode.Tell(new RetireEpisode(Time.GetUtcNow().AddMinutes(minutes).UtcTicks, endedOnly));
        await DrainAsync();
        Assert.Equal(retires, Shard.HasMessages);
        if (!retires)
        {
            await AskAsync(Add(action: """{"action":"FINISH"}"""));
            Episode.Tell(new RetireEpisode(Time.GetUtcNow().AddMinutes(1).UtcTicks, endedOnly));
        }

        Assert.Same(StopEpisode.Instance, (await Shard.ExpectMsgAsync<Passivate>()).StopMessage);
    }

    [Fact]
    public async Task Not_retire_while_a_request_runs_and_still_count()
    {
        await AskAsync(Create);
        Memory.Holds = true;
        var stepping = Send(Add());
        await HeldAsync(1);
        Table.Retire(Table.Find(Key)!, new RetireEpisode(long.MaxValue, EndedOnly: false));
        Assert.Equal(0, Table.Live);
        await DrainAsync();
        Assert.Equal((false, 1), (Shard.HasMessages, Table.Live));
        Memory.LetGo();
        await AnswerAsync(stepping);
        await DrainAsync();
        Assert.Equal((false, 1), (Shard.HasMessages, Table.Live));
    }

    [Fact]
    public async Task Passivate_when_there_is_no_such_episode_and_not_count_meanwhile()
    {
        Assert.Equal(ProblemCode.UnknownEpisode, CountingHost.Code(await AskAsync(Add())));
        Assert.Equal(0, Table.Live);
        await Shard.ExpectMsgAsync<Passivate>();
        Assert.Equal(ProblemCode.UnknownEpisode, CountingHost.Code(await AskAsync(Query(EpisodeQueryKind.Log))));
        await Shard.ExpectMsgAsync<Passivate>();
        Send(null);
        await Shard.ExpectMsgAsync<Passivate>();
    }

    [Fact]
    public async Task Passivate_once_its_episode_is_closed()
    {
        await AskAsync(Create);
        await AskAsync(Add());
        Assert.Equal(1, Table.Live);
        Assert.False(Shard.HasMessages);
        await AskAsync(new CloseEpisode(CountingHost.Alice, CountingHost.Id("e"), "deleted"));
        Assert.Equal(0, Table.Live);
        await Shard.ExpectMsgAsync<Passivate>();
    }

    [Fact]
    public async Task Not_stay_in_memory_for_the_sake_of_those_who_look_at_its_summary()
    {
        await AskAsync(Create);
        var used = Time.GetUtcNow().UtcTicks;
        Time.Advance(TimeSpan.FromMinutes(31));
        await AskAsync(Query(EpisodeQueryKind.Summary));
        Assert.Equal(used, Table.Find(Key)!.LastUsed);
        await AskAsync(Query(EpisodeQueryKind.State));
        Assert.True(Table.Find(Key)!.LastUsed > used);
    }

    [Fact]
    public async Task Take_an_episode_that_began_here_without_folding_it_again()
    {
        await AskAsync(Create);
        Assert.Equal(1, Table.Live);
        Assert.Equal(1, (await AskAsync(Add())).Step);
        Assert.Contains("\"count\":6", CountingHost.Text(await AskAsync(Query(EpisodeQueryKind.State))), StringComparison.Ordinal);
        Assert.Equal((0, 1), (Memory.Reads, Table.Live));
    }

    [Fact]
    public async Task Fold_an_episode_from_the_journal_that_began_here_and_was_forgotten()
    {
        Memory.Holds = true;
        var creating = Send(Create);
        await HeldAsync(1);
        Memory.Holds = false;
        Memory.LetGo();
        await AnswerAsync(creating);
        await DrainAsync();
        Episode.Tell(StopEpisode.Instance);
        await Eventually.HoldsAsync(() => Task.FromResult(!Table.All.Any()));
        var successor = Shard.ChildActorOf(EpisodeActor.Props("alice/e", Runtime, Table));
        successor.Tell(new EpisodeRequest(Key, Add(), 77), TestActor);
        Assert.Equal(1, (await AnswerAsync(77)).Step);
        Assert.Equal((1, 1), (Memory.Reads, Table.Live));
    }

    private static EpisodeKey Key => new(CountingHost.Alice, CountingHost.Id("e"));
}

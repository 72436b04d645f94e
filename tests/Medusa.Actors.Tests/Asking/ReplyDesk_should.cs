using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Medusa.Episodes;
using Medusa.Episodes.Tests;

namespace Medusa.Actors.Tests;

public sealed class ReplyDesk_should : TestKit
{
    private readonly ManualStamps time = new();
    private readonly ClusterOptions options = new() { MaxPendingRequests = 64 };
    private readonly LocalEpisodes table;
    private readonly TestProbe region;

    public ReplyDesk_should()
        : base("akka.test { single-expect-default = 30s }")
    {
        region = CreateTestProbe();
        table = new LocalEpisodes(options);
    }

    [Fact]
    public async Task Give_each_of_thousands_of_askers_its_own_answer_whatever_the_order()
    {
        const int asks = 4_000;
        options.MaxPendingRequests = asks;
        using var desk = Desk();
        for (var round = 0; round < 3; round++)
        {
            var replies = await Task.WhenAll(Enumerable.Range(0, asks).Select(number => Task.Run(() => desk.AskAsync(Key($"e{number}"), Step(number)).AsTask())).Append(AnswerAllAsync()))
                .WaitAsync(TimeSpan.FromMinutes(1));
            Assert.Equal(Enumerable.Range(0, asks), replies.Take(asks).Select(reply => reply.Step));
            Assert.Equal(0, desk.Pending);
        }

        async Task<EpisodeReply> AnswerAllAsync()
        {
            var random = new Random(11);
            var requests = new List<EpisodeRequest>();
            for (var number = 0; number < asks; number++)
            {
                requests.Add(await region.ExpectMsgAsync<EpisodeRequest>());
                while (requests.Count > 0 && (random.Next(4) == 0 || number == asks - 1))
                {
                    var picked = random.Next(requests.Count);
                    Answer(desk, requests[picked]);
                    requests.RemoveAt(picked);
                }
            }

            return new EpisodeReply();
        }
    }

    [Fact]
    public async Task Ignore_late_repeated_and_unknown_answers()
    {
        using var desk = Desk();
        var first = desk.AskAsync(Key("e"), Step(1));
        var asked = await region.ExpectMsgAsync<EpisodeRequest>();
        foreach (var unknown in new[] { 0, -1, long.MaxValue, asked.Correlation + 1, asked.Correlation + (1L << 32), asked.Correlation ^ (1L << 40) })
        {
            desk.Tell(new EpisodeAnswer(unknown, new EpisodeReply { Step = 99 }), region);
        }

        desk.Tell("no answer at all");
        Assert.False(first.IsCompleted);
        Answer(desk, asked);
        Answer(desk, asked, step: 98);
        Assert.Equal(1, (await first).Step);
        Answer(desk, asked, step: 97);
        var second = desk.AskAsync(Key("e"), Step(2));
        Answer(desk, asked, step: 96);
        Assert.False(second.IsCompleted);
        Answer(desk, await region.ExpectMsgAsync<EpisodeRequest>());
        Assert.Equal(2, (await second).Step);
    }

    [Fact]
    public async Task Use_a_place_again_under_another_correlation()
    {
        using var desk = Desk();
        var correlations = new HashSet<long>();
        for (var number = 0; number < 100; number++)
        {
            var reply = desk.AskAsync(Key("e"), Step(number));
            var asked = await region.ExpectMsgAsync<EpisodeRequest>();
            Assert.True(correlations.Add(asked.Correlation));
            Assert.Equal(0, PendingReply.PlaceOf(asked.Correlation));
            Answer(desk, asked);
            await reply;
        }
    }

    [Fact]
    public async Task Send_again_what_may_be_done_twice_and_nothing_else()
    {
        using var desk = Desk();
        var id = CountingHost.Id("e");
        (object Command, bool IsRepeatable)[] commands =
        [
            (Step(1), true),
            (new StepEpisode(CountingHost.Alice, id, default) { RequestId = "r" }, true),
            (new StepEpisode(CountingHost.Alice, id, default), false),
            (new CreateEpisode(CountingHost.Alice, id, "counting") { RequestId = "r" }, true),
            (new CreateEpisode(CountingHost.Alice, id, "counting"), false),
            (new ForkEpisode(CountingHost.Alice, id) { RequestId = "r" }, true),
            (new ForkEpisode(CountingHost.Alice, id), false),
            (new QueryEpisode(CountingHost.Alice, id, EpisodeQueryKind.State), true),
            (new CloseEpisode(CountingHost.Alice, id, "deleted"), true),
        ];
        var pending = commands.Select(command => desk.AskAsync(Key("e"), command.Command).AsTask()).ToArray();
        var asked = new List<EpisodeRequest>();
        foreach (var _ in commands)
        {
            asked.Add(await region.ExpectMsgAsync<EpisodeRequest>());
        }

        time.Advance(options.ResendAfter - TimeSpan.FromMilliseconds(1));
        Assert.False(region.HasMessages);
        for (var round = 1; round <= 2; round++)
        {
            time.Advance(options.ResendAfter);
            foreach (var (command, isRepeatable) in commands)
            {
                if (isRepeatable)
                {
                    var again = await region.ExpectMsgAsync<EpisodeRequest>();
                    Assert.Same(command, again.Command);
                    Assert.Equal(asked.Single(request => request.Command == command).Correlation, again.Correlation);
                }
            }

            Assert.False(region.HasMessages);
            Assert.Equal(6 * round, desk.Resent);
        }

        asked.ForEach(request => Answer(desk, request));
        await Task.WhenAll(pending);
        time.Advance(options.ResendAfter * 2);
        Assert.False(region.HasMessages);
    }

    [Fact]
    public async Task Give_up_in_time_and_say_what_is_known()
    {
        using var desk = Desk();
        var numbered = desk.AskAsync(Key("e"), Step(1)).AsTask();
        var unnumbered = desk.AskAsync(Key("e"), new StepEpisode(CountingHost.Alice, CountingHost.Id("e"), default)).AsTask();
        time.Advance(options.RequestTimeout - TimeSpan.FromMilliseconds(1));
        Assert.False(numbered.IsCompleted || unnumbered.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(100));
        var known = await numbered;
        Assert.Equal(ProblemCode.RecoveryTimeout, CountingHost.Code(known));
        Assert.NotNull(known.Problem!.RetryAfterSeconds);
        Assert.Equal(ProblemCode.OutcomeUnknown, CountingHost.Code(await unnumbered));
        Assert.Equal(0, desk.Pending);
    }

    [Fact]
    public async Task Refuse_what_is_more_than_may_wait()
    {
        using var desk = Desk();
        var waiting = Enumerable.Range(0, 64).Select(number => desk.AskAsync(Key("e"), Step(number)).AsTask()).ToArray();
        Assert.Equal((64, 64), (desk.Pending, desk.Limit));
        var refused = await desk.AskAsync(Key("e"), Step(65));
        Assert.Equal(ProblemCode.Overloaded, CountingHost.Code(refused));
        Answer(desk, await region.ExpectMsgAsync<EpisodeRequest>());
        await Task.WhenAny(waiting);
        var again = desk.AskAsync(Key("e"), Step(66));
        Assert.False(again.IsCompleted);
    }

    [Fact]
    public async Task Refuse_what_waits_and_what_comes_once_it_is_closed()
    {
        var desk = Desk();
        var waiting = desk.AskAsync(Key("e"), Step(1)).AsTask();
        desk.Dispose();
        desk.Dispose();
        Assert.Equal(ProblemCode.ShuttingDown, CountingHost.Code(await waiting));
        Assert.Equal(ProblemCode.ShuttingDown, CountingHost.Code(await desk.AskAsync(Key("e"), Step(2))));
    }

    [Fact]
    public async Task Refuse_what_comes_in_the_moment_in_which_it_closes()
    {
        var desk = Desk();
        time.OnStamp = desk.Dispose;
        Assert.Equal(ProblemCode.ShuttingDown, CountingHost.Code(await desk.AskAsync(Key("e"), Step(1)).AsTask().WaitAsync(TimeSpan.FromSeconds(30))));
    }

    [Fact]
    public async Task Not_send_an_unnumbered_step_twice_whose_place_was_another_s_a_moment_ago()
    {
        using var desk = Desk();
        var first = desk.AskAsync(Key("e"), Step(1));
        var asked = await region.ExpectMsgAsync<EpisodeRequest>();
        ValueTask<EpisodeReply> second = default;
        time.Advance(options.ResendAfter - TimeSpan.FromMilliseconds(1));
        time.OnConvert = () =>
        {
            // In the middle of sending the first one again: its answer comes, and the place is taken by a step that must not be sent again.
            desk.Answer(asked.Correlation, new EpisodeReply { Step = 1 }, inline: true);
            Assert.True(first.IsCompletedSuccessfully);
            Assert.Equal(1, first.Result.Step);
            second = desk.AskAsync(Key("e"), new StepEpisode(CountingHost.Alice, CountingHost.Id("e"), default));
        };
        time.Advance(TimeSpan.FromMilliseconds(100));
        var unnumbered = await region.FishForMessageAsync<EpisodeRequest>(request => request.Correlation != asked.Correlation);
        Assert.Equal(PendingReply.PlaceOf(asked.Correlation), PendingReply.PlaceOf(unnumbered.Correlation));
        Assert.Same(asked, await region.ExpectMsgAsync<EpisodeRequest>());
        time.Advance(options.ResendAfter * 3);
        Assert.False(region.HasMessages);
        Answer(desk, unnumbered, step: 2);
        Assert.Equal(2, (await second).Step);
    }

    [Fact]
    public async Task Refuse_requests_before_it_knows_where_they_go()
    {
        using var desk = new ReplyDesk((ExtendedActorSystem)Sys, table, options, time);
        Assert.Equal(ProblemCode.Overloaded, CountingHost.Code(await desk.AskAsync(Key("e"), Step(1))));
    }

    [Fact]
    public async Task Ask_an_actor_of_this_node_itself_and_the_region_for_all_others()
    {
        using var desk = Desk();
        var here = Settle("here");
        _ = desk.AskAsync(Key("here"), Step(1)).AsTask();
        _ = desk.AskAsync(Key("there"), Step(2)).AsTask();
        Assert.Equal(1, ((StepEpisode)(await here.ExpectMsgAsync<EpisodeRequest>()).Command!).Step);
        Assert.Equal(2, ((StepEpisode)(await region.ExpectMsgAsync<EpisodeRequest>()).Command!).Step);
        time.Advance(options.ResendAfter);
        Assert.Equal([1, 2], [await SentAgainAsync(), await SentAgainAsync()]);

        async Task<long?> SentAgainAsync() => ((StepEpisode)(await region.ExpectMsgAsync<EpisodeRequest>()).Command!).Step;
    }

    [Fact]
    public async Task Not_let_a_request_overtake_an_earlier_one_that_went_through_the_region()
    {
        using var desk = Desk();
        var first = desk.AskAsync(Key("e"), Step(1));
        var asked = await region.ExpectMsgAsync<EpisodeRequest>();
        var actor = Settle("e");
        var second = desk.AskAsync(Key("e"), Step(2));
        var next = await region.ExpectMsgAsync<EpisodeRequest>();
        Assert.False(actor.HasMessages);
        Answer(desk, asked);
        Answer(desk, next);
        Assert.Equal((1, 2), ((await first).Step, (await second).Step));
        _ = desk.AskAsync(Key("e"), Step(3)).AsTask();
        Assert.Equal(3, ((StepEpisode)(await actor.ExpectMsgAsync<EpisodeRequest>()).Command!).Step);
    }

    [Fact]
    public async Task Remember_where_an_episode_lives_until_no_answer_comes_from_there()
    {
        using var desk = Desk();
        var elsewhere = CreateTestProbe();
        var first = desk.AskAsync(Key("e"), Step(1));
        desk.Tell(new EpisodeAnswer((await region.ExpectMsgAsync<EpisodeRequest>()).Correlation, new EpisodeReply { Step = 1 }), elsewhere);
        Assert.Equal(1, (await first).Step);
        var second = desk.AskAsync(Key("e"), Step(2));
        var lost = await elsewhere.ExpectMsgAsync<EpisodeRequest>();
        time.Advance(options.ResendAfter);
        Assert.Same(lost, await region.ExpectMsgAsync<EpisodeRequest>());
        Answer(desk, lost, step: 2);
        Assert.Equal(2, (await second).Step);
    }

    [Fact]
    public async Task Believe_a_gap_only_when_it_is_found_twice_and_no_earlier_step_is_under_way()
    {
        using var desk = Desk();
        var earlier = desk.AskAsync(Key("e"), Step(4)).AsTask();
        var ahead = desk.AskAsync(Key("e"), Step(5)).AsTask();
        var lost = await region.ExpectMsgAsync<EpisodeRequest>();
        var asked = await region.ExpectMsgAsync<EpisodeRequest>();
        var gap = EpisodeReply.Refused(new Problem(ProblemCode.StepConflict, "A gap.") { Extensions = Record.Of(("expected_step", 4L)) });
        for (var round = 0; round < 3; round++)
        {
            desk.Tell(new EpisodeAnswer(asked.Correlation, gap), region);
            Assert.False(ahead.IsCompleted);
            time.Advance(TimeSpan.FromMilliseconds(100));
            Assert.Same(asked, await region.ExpectMsgAsync<EpisodeRequest>());
        }

        Answer(desk, lost);
        Assert.Equal(4, (await earlier).Step);
        desk.Tell(new EpisodeAnswer(asked.Correlation, gap), region);
        Assert.Equal(ProblemCode.StepConflict, CountingHost.Code(await ahead));
    }

    private TestProbe Settle(string id)
    {
        var actor = CreateTestProbe();
        table.Add(new EpisodePlace(new EpisodeSlot(Key(id), null!), actor, 0));
        return actor;
    }

    private ReplyDesk Desk()
    {
        var desk = new ReplyDesk((ExtendedActorSystem)Sys, table, options, time);
        desk.Open(region);
        return desk;
    }

    private static EpisodeKey Key(string id) => new(CountingHost.Alice, CountingHost.Id(id));

    private static StepEpisode Step(int number) => new(CountingHost.Alice, CountingHost.Id("e"), default) { Step = number };

    private void Answer(ReplyDesk desk, EpisodeRequest request, int? step = null) =>
        desk.Tell(new EpisodeAnswer(request.Correlation, new EpisodeReply { Step = step ?? (int)((request.Command as StepEpisode)?.Step ?? 0) }), region);
}

using Medusa.Episodes;
using Medusa.Episodes.Tests;

namespace Medusa.Actors.Tests;

/// <summary>What an episode's actor does after an exception, which only a fault of Medusa's own can bring about: here a broken clock.</summary>
public sealed class Restarted_actors_should : EpisodeActorSpec
{
    [Fact]
    public async Task Bring_the_episode_back_from_the_journal()
    {
        await AskAsync(Create);
        await AskAsync(Add(1));
        Break();
        Assert.Equal(2, (await AskAsync(Add(2))).Step);
        Assert.True((await AskAsync(Add(1))).Replayed);
        Assert.Equal((1, 1), (Memory.Reads, Table.Live));
    }

    [Fact]
    public async Task Send_back_what_waited_and_let_what_ran_answer()
    {
        await AskAsync(Create);
        Memory.Holds = true;
        var running = Send(Add(1));
        await HeldAsync(1);
        var waiting = Send(Add(2));
        await DrainAsync();
        Break();
        Assert.Equal(waiting, (await Shard.ExpectMsgAsync<EpisodeRequest>()).Correlation);
        Assert.Equal(0, Table.WaitingRequests);
        Memory.Holds = false;
        Memory.LetGo();
        Assert.Equal(1, (await AnswerAsync(running)).Step);
        Assert.Equal(2, (await AskAsync(Add(2))).Step);
        Assert.Equal(1, Table.Live);
    }

    [Fact]
    public async Task Not_take_the_former_actor_s_answer_for_the_end_of_their_own_request()
    {
        await AskAsync(Create);
        Memory.Holds = true;
        var former = Send(Add(1));
        await HeldAsync(1);
        // One that waits makes the former actor ask to be told of the end.
        Send(Add(2));
        await DrainAsync();
        Break();
        await Shard.ExpectMsgAsync<EpisodeRequest>();
        var own = Send(Add(1, CountingHost.Add(7)));
        await HeldAsync(2);
        var waiting = Send(Add(2));
        await DrainAsync();
        Memory.LetGo();
        Assert.Equal(1, (await AnswerAsync(former)).Step);
        await DrainAsync();
        Assert.Equal((1, 1), (Table.WaitingRequests, Memory.Held));
        Memory.Holds = false;
        Memory.LetGo();
        Assert.Equal(ProblemCode.StepConflict, CountingHost.Code(await AnswerAsync(own)));
        Assert.Equal(2, (await AnswerAsync(waiting)).Step);
    }

    /// <summary>Lets the actor throw on its next message. Nobody answers that one.</summary>
    private void Break()
    {
        Time.OnLook = () => throw new InvalidOperationException("The clock is broken on purpose.");
        Send(Add());
    }
}

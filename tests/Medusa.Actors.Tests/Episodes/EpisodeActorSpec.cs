using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Medusa.Episodes;
using Medusa.Episodes.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace Medusa.Actors.Tests;

/// <summary>One episode's actor without a cluster: a probe stands for its shard and for the region.</summary>
public abstract class EpisodeActorSpec : TestKit, IEpisodePlaces
{
    private readonly List<EpisodeRuntime> runtimes = [];
    private readonly Lazy<IActorRef> actor;
    private long correlation;

    protected EpisodeActorSpec()
        : base("akka.test { single-expect-default = 30s, default-timeout = 30s }")
    {
        Shard = CreateTestProbe();
        Table.Open(Shard);
        actor = new Lazy<IActorRef>(() => Shard.ChildActorOf(EpisodeActor.Props("alice/e", Runtime, Table)));
        Memory = new ObservedJournal(new MemoryJournal(100));
        Journal = Memory;
    }

    int IEpisodePlaces.LiveEpisodes => Table.Live;

    int IEpisodePlaces.WaitingRequests => Table.WaitingRequests;

    private protected TestProbe Shard { get; }

    private protected IActorRef Episode => actor.Value;

    private protected LocalEpisodes Table { get; } = new(new ClusterOptions());

    private protected ObservedJournal Memory { get; }

    private protected IEpisodeJournal Journal { get; set; }

    private protected ManualStamps Time { get; } = new();

    private protected EpisodesOptions Options { get; } = new();

    private protected EpisodeRuntime Runtime
    {
        get
        {
            var catalogue = CountingHost.Catalogue(CountingEnvironment.Make(), CountingHost.Provenance);
            runtimes.Add(new EpisodeRuntime(this, catalogue, Journal, Options, Time, NullLogger.Instance));
            return runtimes[^1];
        }
    }

    void IEpisodePlaces.Settle(BegunEpisode begun) => Table.Settle(begun);

    int IEpisodePlaces.Passivate(long unusedSince, bool endedOnly) => 0;

    void IEpisodePlaces.Drop(EpisodeKey key)
    {
    }

    ValueTask<EpisodeReply> IEpisodePlaces.CloseAsync(CloseEpisode command) => throw new NotSupportedException();

    protected override void AfterAll()
    {
        base.AfterAll();
        runtimes.ForEach(runtime => runtime.Dispose());
    }

    /// <summary>Sends a request in the test's name.</summary>
    /// <returns>Its correlation.</returns>
    private protected long Send(object? command)
    {
        Episode.Tell(new EpisodeRequest(new EpisodeKey(CountingHost.Alice, CountingHost.Id("e")), command, ++correlation), TestActor);
        return correlation;
    }

    private protected static CreateEpisode Create => new(CountingHost.Alice, CountingHost.Id("e"), "counting") { Seed = CountingHost.Json("5"), IsNamed = true };

    private protected static StepEpisode Add(long? step = null, string action = """{"action":"ADD"}""") => new(CountingHost.Alice, CountingHost.Id("e"), CountingHost.Json(action)) { Step = step };

    private protected static QueryEpisode Query(EpisodeQueryKind kind) => new(CountingHost.Alice, CountingHost.Id("e"), kind);

    /// <summary>The next answer, which must be to this request.</summary>
    private protected async Task<EpisodeReply> AnswerAsync(long asked)
    {
        var answer = await ExpectMsgAsync<EpisodeAnswer>();
        Assert.Equal(asked, answer.Correlation);
        return answer.Reply;
    }

    private protected Task<EpisodeReply> AskAsync(object command) => AnswerAsync(Send(command));

    /// <summary>Asks something that needs the actor to have done all that was sent before.</summary>
    private protected async Task DrainAsync()
    {
        Episode.Tell(new Identify("drained"), TestActor);
        await ExpectMsgAsync<ActorIdentity>();
    }

    private protected Task HeldAsync(int appends) => Eventually.HoldsAsync(() => Task.FromResult(Memory.Held == appends));
}

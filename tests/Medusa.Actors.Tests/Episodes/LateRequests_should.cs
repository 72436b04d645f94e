using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;
using Medusa.Episodes;
using Medusa.Episodes.Tests;

namespace Medusa.Actors.Tests;

public sealed class LateRequests_should : TestKit
{
    private readonly LocalEpisodes table = new(new ClusterOptions());

    public LateRequests_should()
        : base("akka.test { single-expect-default = 30s }")
    {
    }

    [Theory]
    [InlineData("akka://medusa")]
    [InlineData("akka.tcp://medusa@10.0.0.7:4053")]
    public async Task Send_requests_through_the_region_that_reached_an_actor_as_it_ended_and_nothing_else(string node)
    {
        var region = CreateTestProbe();
        table.Open(region);
        var late = Sys.ActorOf(Props.Create(() => new LateRequests(table)));
        var ended = new Ended(ActorPath.Parse($"{node}/system/sharding/episodes/12/alice%2Fe"));
        var shard = new Ended(ended.Path.Parent);
        var other = new Ended(ActorPath.Parse($"{node}/system/sharding/others/12/alice%2Fe"));
        var key = new EpisodeKey(CountingHost.Alice, CountingHost.Id("e"));
        var close = new CloseEpisode(key.Owner, key.Id, "deleted");
        var first = new EpisodeRequest(key, close, 1);
        var last = new EpisodeRequest(key, close, 2);
        foreach (var letter in new[] { Letter("text", ended), Letter(new EpisodeRequest(key, null, 0), ended), Letter(first, shard), Letter(first, other), Letter(first, ended), Letter(last, ended) })
        {
            late.Tell(letter);
        }

        Assert.Same(first, await region.ExpectMsgAsync<EpisodeRequest>());
        Assert.Equal(TestActor, region.LastSender);
        Assert.Same(last, await region.ExpectMsgAsync<EpisodeRequest>());
    }

    [Fact]
    public async Task Hear_of_all_dead_letters()
    {
        var region = CreateTestProbe();
        table.Open(region);
        var late = Sys.ActorOf(Props.Create(() => new LateRequests(table)));
        Assert.NotNull(await late.Ask<ActorIdentity>(new Identify(1), TimeSpan.FromSeconds(30)));
        var key = new EpisodeKey(CountingHost.Alice, CountingHost.Id("e"));
        var request = new EpisodeRequest(key, new CloseEpisode(key.Owner, key.Id, "deleted"), 1);
        Sys.EventStream.Publish(Letter(request, new Ended(ActorPath.Parse("akka://medusa/system/sharding/episodes/12/alice%2Fe"))));
        Assert.Same(request, await region.ExpectMsgAsync<EpisodeRequest>());
    }

    private DeadLetter Letter(object message, IActorRef recipient) => new(message, TestActor, recipient);

    private sealed class Ended(ActorPath path) : MinimalActorRef
    {
        public override ActorPath Path => path;

        public override IActorRefProvider Provider => throw new NotSupportedException();
    }
}

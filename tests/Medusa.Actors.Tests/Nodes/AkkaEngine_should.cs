using System.Net;
using System.Net.Sockets;
using Medusa.Episodes;
using Medusa.Episodes.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace Medusa.Actors.Tests;

/// <summary>A node of its own: a cluster of one, or none at all.</summary>
[Collection(Clusters.Name)]
public sealed class AkkaEngine_should
{
    [Fact]
    public async Task Show_itself_as_the_only_node()
    {
        await using var host = new CountingHost(options: new EpisodesOptions { Node = "laptop" });
        await host.CreateAsync();
        var status = await host.Engine.StatusAsync();
        var node = Assert.Single(status.Nodes);
        Assert.Equal(("akka", "laptop", "up", true, true), (status.Engine, node.Name, node.Status, node.IsLeader, node.IsSelf));
        Assert.Equal((1, 1), (node.Episodes, node.Shards));
        Assert.Equal("episodes gateway", string.Join(' ', node.Roles));
        Assert.StartsWith("127.0.0.1:", node.Address, StringComparison.Ordinal);
        Assert.Equal((null, null), (host.Engine.WhyNotReady, host.Engine.WhyNotLive));
    }

    [Fact]
    public async Task Tell_watchers_what_happens_in_order()
    {
        await using var host = new CountingHost(onRealTime: true);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await host.CreateAsync("other");
        await host.CreateAsync();
        await using var notices = host.Engine.WatchAsync(CountingHost.Alice, CountingHost.Id("e"), cancellation.Token).GetAsyncEnumerator();
        var first = notices.MoveNextAsync().AsTask();
        for (var step = 1; !first.IsCompleted; step++)
        {
            await host.StepAsync(id: "other");
            Assert.Null((await host.StepAsync()).Problem);
            await Task.WhenAny(first, Task.Delay(50, cancellation.Token));
        }

        Assert.True(await first);
        var began = notices.Current.Step;
        Assert.Null((await host.StepAsync("""{"action":"FINISH"}""")).Problem);
        var latest = notices.Current;
        while (latest.Kind != EpisodeNoticeKind.Ended)
        {
            Assert.Equal(("e", began++), (latest.Key.Id.Value, latest.Step));
            Assert.True(await notices.MoveNextAsync());
            latest = notices.Current;
        }

        Assert.Equal("finished", latest.EndReason);
    }

    [Fact]
    public async Task Offer_the_durability_of_its_journal()
    {
        await using var host = new CountingHost(journal: new FailingJournal(new MemoryJournal(10)) { Durability = "durable" });
        Assert.Equal(ProblemCode.InvalidRequest, CountingHost.Code(await host.CreateAsync(with: command => command with { Durability = "volatile" })));
        Assert.Equal("durable", CountingHost.Body(await host.CreateAsync()).GetProperty("metadata").GetProperty("durability").GetString());
    }

    [Fact]
    public async Task Refuse_to_join_others_over_a_journal_that_they_do_not_share()
    {
        await using var engine = Engine(new ClusterOptions { SeedNodes = { "127.0.0.1:4053" } });
        var fault = await Assert.ThrowsAsync<EngineStartException>(() => engine.StartAsync());
        Assert.Equal(
            "Medusa:Cluster:SeedNodes names a cluster, whose nodes need a journal that they share: set Medusa:Journal:Kind=postgresql and Medusa:Journal:ConnectionString, or remove the seed nodes.",
            fault.Message);
    }

    [Fact]
    public async Task Say_in_one_line_that_its_address_is_in_use()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await using var engine = Engine(new ClusterOptions { Port = port });
        var fault = await Assert.ThrowsAsync<EngineStartException>(() => engine.StartAsync());
        Assert.StartsWith($"The node cannot listen at 127.0.0.1:{port} for other nodes: ", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("Change Medusa:Cluster:Hostname or Medusa:Cluster:Port.", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public async Task Refuse_requests_before_it_was_started()
    {
        await using var engine = Engine(new ClusterOptions());
        Assert.Equal(ProblemCode.Overloaded, CountingHost.Code(await TestCluster.StepAsync(engine, "e")));
        Assert.Equal("joining", Assert.Single((await engine.StatusAsync()).Nodes).Status);
        Assert.NotNull(engine.WhyNotReady);
    }

    [Fact]
    public async Task Stop_waiting_for_a_batch_when_its_caller_does()
    {
        var journal = new ObservedJournal(new MemoryJournal(10));
        await using var host = new CountingHost(journal: journal);
        await host.CreateAsync();
        journal.Holds = true;
        using var cancellation = new CancellationTokenSource();
        var batch = host.Engine.StepManyAsync([new StepEpisode(CountingHost.Alice, CountingHost.Id("e"), CountingHost.Json(CountingHost.Add(1)))], new EpisodeReply[1], cancellation.Token).AsTask();
        await Eventually.HoldsAsync(() => Task.FromResult(journal.Held == 1));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => batch.WaitAsync(TimeSpan.FromSeconds(30)));
        journal.Holds = false;
        journal.LetGo();
        Assert.Equal(2, (await host.StepAsync(step: 2)).Step);
    }

    [Fact]
    public async Task Not_count_episodes_that_do_not_exist_against_those_that_may_live()
    {
        await using var host = new CountingHost(options: new EpisodesOptions { MaxLiveEpisodes = 2 });
        for (var number = 0; number < 20; number++)
        {
            Assert.Equal(ProblemCode.UnknownEpisode, CountingHost.Code(await host.StepAsync(id: $"none{number}")));
        }

        Assert.Null((await host.CreateAsync("a")).Problem);
        Assert.Null((await host.CreateAsync("b")).Problem);
        Assert.Equal(ProblemCode.Overloaded, CountingHost.Code(await host.CreateAsync("c")));
        Assert.Equal(2, host.Engine.LiveEpisodes);
    }

    private static AkkaEngine Engine(ClusterOptions options) => new(
        CountingHost.Catalogue(CountingEnvironment.Make(), CountingHost.Provenance), new MemoryJournal(10), new EpisodesOptions(), options, TimeProvider.System, NullLoggerFactory.Instance);
}

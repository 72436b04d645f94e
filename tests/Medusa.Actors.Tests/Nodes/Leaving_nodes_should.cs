using System.Diagnostics;
using Akka.Actor;
using Medusa.Episodes;
using Medusa.Episodes.Tests;
using static Medusa.Actors.Tests.TestCluster;

namespace Medusa.Actors.Tests;

/// <summary>Nodes that come and go.</summary>
[Collection(Clusters.Name)]
public sealed class Leaving_nodes_should : IAsyncLifetime
{
    private static readonly TimeSpan LeaveTimeout = new ClusterOptions().LeaveTimeout;
    private readonly TestCluster cluster = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await cluster.DisposeAsync();

    [Fact]
    public async Task Hand_their_episodes_over_without_a_step_lost_or_doubled()
    {
        var a = await cluster.StartAsync("a");
        var b = await cluster.StartAsync("b");
        var gateway = await cluster.StartAsync("g", "gateway");
        await SettleAsync(gateway, a, b);
        using var enough = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 12).Select(number => Task.Run(() => PlayAsync($"p{number}", number % 2 == 0 ? gateway : b, enough.Token))).ToArray();
        await UntilAsync(() => cluster.Journal.Appends > 200, "steps are under way");

        // The first node is the oldest and leads: its coordinator moves with it.
        var leaving = Stopwatch.StartNew();
        await a.StopAsync();
        Assert.InRange(leaving.Elapsed, TimeSpan.Zero, LeaveTimeout);
        Assert.True(a.Node!.System.WhenTerminated.IsCompleted);
        Assert.Equal(0, a.LiveEpisodes);
        var appends = cluster.Journal.Appends;
        await UntilAsync(() => cluster.Journal.Appends > appends + 200, "steps go on");
        await enough.CancelAsync();
        var steps = await Task.WhenAll(callers);
        for (var number = 0; number < callers.Length; number++)
        {
            var id = $"p{number}";
            Assert.Equal((5 + steps[number], 1 + steps[number]), (await CountAsync(b, id), await cluster.Journal.CountAsync(Key(id))));
            Assert.True(CountingHost.Body(await QueryAsync(gateway, id, EpisodeQueryKind.Verify)).GetProperty("ok").GetBoolean());
            Assert.NotNull(b.Table.Find(Key(id)));
        }

        await UntilAsync(async () => (await gateway.StatusAsync()).Nodes.Select(node => node.Name).SequenceEqual(["b", "g"]), "the node that left is no longer listed");
        Assert.Equal(ProblemCode.ShuttingDown, CountingHost.Code(await StepAsync(a, "p0")));
        Assert.Equal("the node is leaving its cluster", a.WhyNotReady);
    }

    [Fact]
    public async Task End_themselves_once_the_others_cannot_reach_them_and_be_marked_until_then()
    {
        var a = await cluster.StartAsync("a");
        var b = await cluster.StartAsync("b");
        await cluster.StartAsync("c");
        var id = (await SettleAsync(a, b))[0];
        Assert.Equal(1, (await StepAsync(a, id, 1)).Step);
        // Nobody answers the others' heartbeats any more.
        b.Node!.System.ActorSelection("/system/cluster/heartbeatReceiver").Tell(PoisonPill.Instance);
        await UntilAsync(async () => (await a.StatusAsync()).Nodes.Any(node => node is { Status: "unreachable", Unanswered: "the node is unreachable", Episodes: null }), "the silent node is marked");
        await UntilAsync(() => b.WasRemoved, "the silent node was removed");
        Assert.Equal("the cluster has removed this node, which others could not reach", b.WhyNotLive);
        Assert.Equal(ProblemCode.ShuttingDown, CountingHost.Code(await StepAsync(b, id, 2)));
        await UntilAsync(async () => (await a.StatusAsync()).Nodes.Select(node => node.Name).SequenceEqual(["a", "c"]), "the silent node is no longer listed");
        Assert.Equal(2, (await StepAsync(a, id, 2)).Step);
    }

    [Fact]
    public async Task Say_that_an_environment_is_missing_where_their_episodes_move_to_and_change_nothing()
    {
        var a = await cluster.StartAsync("a", environment: CountingEnvironment.Make(version: "1"));
        var id = (await SettleAsync(a, a))[0];
        Assert.Equal(1, (await StepAsync(a, id, 1)).Step);
        var b = await cluster.StartAsync("b", environment: CountingEnvironment.Make(version: "2"));
        await a.StopAsync();
        var refused = await StepAsync(b, id, 2);
        Assert.Equal((ProblemCode.PluginUnavailable, "counting", "1"), (refused.Problem!.Code, refused.Problem.Extensions["environment"].AsText, refused.Problem.Extensions["version"].AsText));
        Assert.Equal(2, await cluster.Journal.CountAsync(Key(id)));
        Assert.Null(CountingHost.Code(await QueryAsync(b, id, EpisodeQueryKind.Log)));
        Assert.Equal("counting@2", Assert.Single((await b.StatusAsync()).Nodes.Single(node => node.Name == "b").Environments));
    }

    [Fact]
    public async Task Wait_for_their_cluster_before_they_are_ready()
    {
        var a = await cluster.BeginAsync("a", configure: options =>
        {
            options.SeedNodes.Clear();
            options.SeedNodes.Add($"127.0.0.1:{FreePort()}");
            options.Port = 0;
        });
        Assert.Equal("the node has not joined its cluster", a.WhyNotReady);
        Assert.Null(a.WhyNotLive);
        var asked = StepAsync(a, "e").AsTask();
        Assert.False(asked.IsCompleted);
        await a.StopAsync();
        Assert.Equal(ProblemCode.ShuttingDown, CountingHost.Code(await asked.WaitAsync(LeaveTimeout)));
    }

    /// <summary>Sends numbered steps, each under its number until it is answered.</summary>
    /// <returns>How many were taken.</returns>
    private static async Task<int> PlayAsync(string id, AkkaEngine asked, CancellationToken enough)
    {
        await RepeatAsync(() => CreateAsync(asked, id, """{"max_steps":100000}"""));
        var step = 0;
        while (!enough.IsCancellationRequested)
        {
            step++;
            Assert.Equal(step, (await RepeatAsync(() => StepAsync(asked, id, step))).Step);
        }

        return step;
    }

    private static async Task<EpisodeReply> RepeatAsync(Func<ValueTask<EpisodeReply>> ask)
    {
        while (true)
        {
            var reply = await ask();
            if (reply.Problem is null)
            {
                return reply;
            }

            Assert.True(reply.Problem.Code is ProblemCode.RecoveryTimeout or ProblemCode.Overloaded, CountingHost.Text(reply));
        }
    }
}

using System.Net;
using System.Net.Sockets;
using Medusa.Cluster.Tests.Network;
using Medusa.Durability;
using Medusa.Durability.Servers;

namespace Medusa.Cluster.Tests;

/// <summary>The attacks' tools do what their names say.</summary>
[Collection(AttackedClusters.Name)]
public sealed class ClusterNetwork_should(NetworkOfAllTests network) : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);
    private NetworkNode a = null!;
    private NetworkNode b = null!;
    private Socket listener = null!;
    private Socket fromA = null!;
    private Socket fromB = null!;

    public async Task InitializeAsync()
    {
        a = await network.Network.AddAsync("a");
        b = await network.Network.AddAsync("b");
        listener = NamespaceSocket.Open(b.Space);
        listener.Bind(new IPEndPoint(IPAddress.Any, 0));
        listener.Listen();
        fromA = NamespaceSocket.Open(a.Space);
        await fromA.ConnectAsync(new IPEndPoint(IPAddress.Parse(b.Address), ((IPEndPoint)listener.LocalEndPoint!).Port));
        fromB = await listener.AcceptAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var socket in new[] { fromA, fromB, listener })
        {
            socket.Dispose();
        }

        await network.Network.RemoveAsync(a);
        await network.Network.RemoveAsync(b);
    }

    [Fact]
    public async Task Give_each_machine_an_address_that_the_others_see() =>
        Assert.Equal(IPAddress.Parse(a.Address), await Task.FromResult(((IPEndPoint)fromB.RemoteEndPoint!).Address));

    [Fact]
    public async Task Lose_what_one_side_sends_and_nothing_else_until_it_is_healed()
    {
        await network.Network.DropAsync([a], [b]);

        Assert.False(await ArrivesAsync(fromA, fromB, Silence));
        Assert.True(await ArrivesAsync(fromB, fromA, Limit));

        await network.Network.HealAsync();
        Assert.True(await ComesAsync(fromB, Limit));
    }

    [Fact]
    public async Task Lose_everything_between_two_sides_until_it_is_healed()
    {
        await network.Network.PartitionAsync([a], [b]);

        Assert.False(await ArrivesAsync(fromA, fromB, Silence));
        Assert.False(await ArrivesAsync(fromB, fromA, Silence));

        await network.Network.HealAsync();
        Assert.True(await ComesAsync(fromB, Limit));
        Assert.True(await ComesAsync(fromA, Limit));
    }

    [Fact]
    public async Task Lose_everything_while_a_cable_is_out()
    {
        await a.UnplugAsync();

        Assert.False(await ArrivesAsync(fromA, fromB, Silence));

        await a.PlugInAsync();
        Assert.True(await ComesAsync(fromB, Limit));
    }

    [Fact]
    public async Task Remove_what_a_killed_run_left_and_nothing_of_runs_that_go_on()
    {
        using var ended = new ChildProcess("true", []);
        await Eventually.HoldsAsync(() => ended.HasExited, Limit, "the process ends");
        var left = $"medusa-tests-{ended.Id}-left";
        await Ip.RunAsync($"netns add {left}");
        using var server = new ChildProcess("ip", ["netns", "exec", left, "sleep", "1000"]);

        await AbandonedNetworks.SweepAsync();

        await Eventually.HoldsAsync(() => server.HasExited, Limit, "its process ends");
        var spaces = (await Ip.ListAsync("netns list")).Select(space => space.GetProperty("name").GetString()).ToArray();
        Assert.DoesNotContain(left, spaces);
        Assert.Contains(a.Space, spaces);
    }

    private static async Task<bool> ArrivesAsync(Socket from, Socket to, TimeSpan within)
    {
        await from.SendAsync(new byte[] { 1 });
        return await ComesAsync(to, within);
    }

    private static async Task<bool> ComesAsync(Socket to, TimeSpan within)
    {
        using var limit = new CancellationTokenSource(within);
        try
        {
            return await to.ReceiveAsync(new byte[1].AsMemory(), limit.Token) == 1;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}

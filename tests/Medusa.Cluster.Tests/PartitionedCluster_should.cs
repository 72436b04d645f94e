using Medusa.Cluster.Tests.Network;
using Medusa.Cluster.Tests.Nodes;

namespace Medusa.Cluster.Tests;

/// <summary>Nodes that cannot reach each other while clients reach both sides.</summary>
[Collection(AttackedClusters.Name)]
public sealed class PartitionedCluster_should(NetworkOfAllTests network, ITestOutputHelper output)
{
    [Theory]
    [InlineData(3, 2)]
    [InlineData(3, 0)]
    [InlineData(5, 3, 4)]
    [InlineData(5, 0, 1)]
    public Task Write_one_history_on_both_sides(int size, params int[] minority) => new Attack($"partition of nodes {string.Join(" and ", minority)} of {size}", size)
    {
        // They are cut off with it.
        ClientsAt = minority[0],
    }.RunAsync(network, output, async (cluster, _) =>
    {
        var (few, many) = Sides(cluster, minority);
        await network.Network.PartitionAsync(few, many);
        await MinorityEndsAsync(cluster, minority);
        await network.Network.HealAsync();
    });

    [Theory]
    [InlineData(3, 2)]
    [InlineData(3, 0)]
    public Task End_in_one_cluster_where_the_minority_starts_again_before_it_is_over(int size, int minority) =>
        new Attack($"partition of node {minority} of {size} that outlasts its restart", size).RunAsync(network, output, async (cluster, load) =>
        {
            var (few, many) = Sides(cluster, [minority]);
            await network.Network.PartitionAsync(few, many);
            await MinorityEndsAsync(cluster, [minority]);
            await load.GoesOnAsync(TimeSpan.FromSeconds(30));
            await network.Network.HealAsync();
        });

    [Theory]
    [InlineData(3, 2)]
    [InlineData(3, 0)]
    [InlineData(5, 3, 4)]
    public Task Write_one_history_where_the_minority_hears_but_is_not_heard(int size, params int[] minority) =>
        new Attack($"one-way partition of nodes {string.Join(" and ", minority)} of {size}", size).RunAsync(network, output, async (cluster, _) =>
        {
            var (few, many) = Sides(cluster, minority);
            await network.Network.DropAsync(few, many);
            await MinorityEndsAsync(cluster, minority);
            await network.Network.HealAsync();
        });

    [Fact]
    public Task Write_one_history_where_only_two_nodes_do_not_hear_each_other() => new Attack("one cable of 5 nodes, one way", 5).RunAsync(network, output, async (cluster, load) =>
    {
        await network.Network.DropAsync([cluster.Nodes[1].Machine], [cluster.Nodes[2].Machine]);
        await load.GoesOnAsync(TimeSpan.FromSeconds(45));
        await network.Network.HealAsync();
    });

    private static (NetworkNode[] Few, NetworkNode[] Many) Sides(TestedCluster cluster, int[] minority)
    {
        var few = minority.Select(node => cluster.Nodes[node].Machine).ToArray();
        return (few, [.. cluster.Nodes.Select(node => node.Machine).Except(few)]);
    }

    /// <summary>The smaller side must not stay.</summary>
    private static async Task MinorityEndsAsync(TestedCluster cluster, int[] minority)
    {
        foreach (var node in minority.Select(node => cluster.Nodes[node]))
        {
            await node.EndsAsync(before: 0, Attack.Recovery);
        }
    }
}

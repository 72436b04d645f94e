using Medusa.Cluster.Tests.Network;
using Medusa.Cluster.Tests.Nodes;

namespace Medusa.Cluster.Tests;

/// <summary>A cluster that grows and shrinks while it is used.</summary>
[Collection(AttackedClusters.Name)]
public sealed class ScaledCluster_should(NetworkOfAllTests network, ITestOutputHelper output)
{
    [Fact]
    public Task Lose_no_step_from_one_node_to_five_and_back() => new Attack("scale 1 to 5 to 1", 1).RunAsync(network, output, async (cluster, load) =>
    {
        for (var more = 0; more < 4; more++)
        {
            await cluster.AddAsync();
        }

        await cluster.IsWholeAsync(Attack.Recovery);
        await load.IsServedAsync(300, Attack.Recovery);
        foreach (var node in cluster.Nodes.Skip(1).Reverse().ToArray())
        {
            await cluster.TakeAwayAsync(node);
            await load.IsServedAsync(50, Attack.Recovery);
        }
    });

    [Fact]
    public Task Lose_no_step_where_the_oldest_nodes_go() => new Attack("scale 5 to 2, the oldest go", 5).RunAsync(network, output, async (cluster, load) =>
    {
        foreach (var node in cluster.Nodes.Take(3).ToArray())
        {
            await cluster.TakeAwayAsync(node);
            await load.IsServedAsync(50, Attack.Recovery);
        }
    });
}

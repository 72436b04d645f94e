using Medusa.Cluster.Tests.Network;
using Medusa.Cluster.Tests.Nodes;
using Medusa.Durability;

namespace Medusa.Cluster.Tests;

/// <summary>Episodes that move to new nodes while they are stepped.</summary>
[Collection(AttackedClusters.Name)]
public sealed class RebalancedCluster_should(NetworkOfAllTests network, ITestOutputHelper output)
{
    private const int LongEpisode = 150;

    [Fact]
    public Task Go_on_with_long_episodes_on_nodes_that_join() => new Attack("rebalancing, 2 nodes join 3", 3)
    {
        Plan = cluster => cluster.Plan with { Steps = LongEpisode, Clients = 24 },
    }.RunAsync(network, output, async (cluster, load) =>
    {
        ClusterNode[] joining = [await cluster.AddAsync(), await cluster.AddAsync()];
        await cluster.IsWholeAsync(Attack.Recovery);
        foreach (var node in joining)
        {
            await Eventually.HoldsAsync(
                async () => await ClusterView.TryReadAsync(node) is { } view && view.Find(node) is { Episodes: > 0 },
                Attack.Recovery,
                $"{node.Name} gets episodes");
        }

        await load.IsServedAsync(300, Attack.Recovery);
    });
}

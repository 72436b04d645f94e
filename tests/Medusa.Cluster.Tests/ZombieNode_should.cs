using Medusa.Cluster.Tests.Network;
using Medusa.Cluster.Tests.Nodes;
using Medusa.Durability;

namespace Medusa.Cluster.Tests;

/// <summary>A node that stands still (SIGSTOP) until the others went on without it, then wakes and knows nothing of it.</summary>
[Collection(AttackedClusters.Name)]
public sealed class ZombieNode_should(NetworkOfAllTests network, ITestOutputHelper output)
{
    [Theory]
    [InlineData(3, 2)]
    [InlineData(3, 0)]
    [InlineData(5, 2)]
    public Task Extend_no_history_after_it_wakes(int size, int which) => new Attack($"SIGSTOP of node {which} of {size}", size).RunAsync(network, output, async (cluster, load) =>
    {
        var zombie = cluster.Nodes[which];
        zombie.Suspend();
        foreach (var other in cluster.Nodes.Where(node => node != zombie))
        {
            await Eventually.HoldsAsync(
                async () => await ClusterView.TryReadAsync(other) is { } view && view.Find(zombie) is null,
                Attack.Recovery,
                $"{other.Name} goes on without {zombie.Name}");
        }

        await load.IsServedAsync(100, Attack.Recovery);
        zombie.Resume();
        await zombie.EndsAsync(before: 0, Attack.Recovery);
    });
}

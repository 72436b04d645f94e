using Medusa.Cluster.Tests.Network;
using Medusa.Cluster.Tests.Nodes;
using Medusa.Durability;
using Medusa.Durability.Servers;

namespace Medusa.Cluster.Tests;

/// <summary>PostgreSQL that only some nodes reach.</summary>
[Collection(AttackedClusters.Name)]
public sealed class DatabaseOnOneSide_should(NetworkOfAllTests network, ITestOutputHelper output)
{
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Lose_no_step_where_the_sides_do_not_reach_each_other(bool withMinority) =>
        new Attack($"partition, PostgreSQL with the {(withMinority ? "minority" : "majority")}", 3).RunAsync(network, output, async (cluster, _) =>
        {
            var machines = cluster.Nodes.Select(node => node.Machine).ToArray();
            await network.Network.PartitionAsync(machines[2..], machines[..2]);
            await network.Network.PartitionAsync(withMinority ? machines[..2] : machines[2..], [network.DatabaseNode]);
            await cluster.Nodes[2].EndsAsync(before: 0, Attack.Recovery);
            await network.Network.HealAsync();
        });

    [Fact]
    public Task Lose_no_step_where_one_node_does_not_reach_it() => new Attack("PostgreSQL out of reach of one node", 3).RunAsync(network, output, async (cluster, load) =>
    {
        var node = cluster.Nodes[1];
        await network.Network.PartitionAsync([node.Machine], [network.DatabaseNode]);
        await Eventually.HoldsAsync(async () => await Gateways.StatusAsync(node.Address, "/ready") == 503, Attack.Recovery, "the node says that it is not ready");
        await load.GoesOnAsync(Outage);
        await network.Network.HealAsync();
    });
}

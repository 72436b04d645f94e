using Medusa.Cluster.Tests.Network;
using Medusa.Cluster.Tests.Nodes;

namespace Medusa.Cluster.Tests;

/// <summary>A node whose cable is loose.</summary>
[Collection(AttackedClusters.Name)]
public sealed class FlappingLink_should(NetworkOfAllTests network, ITestOutputHelper output)
{
    private const int Times = 8;

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public Task Lose_no_step_and_end_in_one_cluster(int size) => new Attack($"flapping link of a node of {size}", size).RunAsync(network, output, async (cluster, load) =>
    {
        var machine = cluster.Nodes[1].Machine;
        for (var time = 0; time < Times; time++)
        {
            await machine.UnplugAsync();
            await load.GoesOnAsync(TimeSpan.FromMilliseconds(Random.Shared.Next(500, 6000)));
            await machine.PlugInAsync();
            await load.GoesOnAsync(TimeSpan.FromMilliseconds(Random.Shared.Next(500, 3000)));
        }
    });
}

using Medusa.Cluster.Tests.Network;
using Medusa.Cluster.Tests.Nodes;
using Medusa.Cluster.Tests.Recovery;

namespace Medusa.Cluster.Tests;

/// <summary>SIGTERM to one node after the other, each followed by a new process, as an upgrade does it.</summary>
[Collection(AttackedClusters.Name)]
public sealed class RollingRestart_should(NetworkOfAllTests network, ITestOutputHelper output)
{
    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public async Task Lose_no_step_and_keep_no_client_waiting(int size)
    {
        var attacked = await new Attack($"rolling restart of {size}", size).RunAsync(network, output, async (cluster, _) =>
        {
            foreach (var node in cluster.Nodes)
            {
                await node.StopAsync();
                node.Start();
                await cluster.IsWholeAsync(Attack.Recovery);
            }
        });
        var givenUp = GivenUpRequests.In(attacked.History.Calls);
        output.WriteLine($"{givenUp.Count} requests were refused for longer than a client asks: {string.Join("; ", givenUp.Take(10))}");
        Assert.Empty(givenUp);
    }
}

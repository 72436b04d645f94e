using Medusa.Cluster.Tests.Network;
using Medusa.Cluster.Tests.Nodes;

namespace Medusa.Cluster.Tests;

/// <summary><c>kill -9</c> of nodes that come back, as Kubernetes brings them back.</summary>
[Collection(AttackedClusters.Name)]
public sealed class KilledNode_should(NetworkOfAllTests network, ITestOutputHelper output)
{
    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public Task Take_no_acknowledged_step_with_it(int size) => KillAsync(new Attack($"kill -9 of a node of {size}", size), size - 1);

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public Task Take_no_acknowledged_step_with_it_where_it_is_the_oldest(int size) => KillAsync(new Attack($"kill -9 of the oldest of {size}", size), 0);

    [Fact]
    public Task Leave_every_episode_to_the_others_where_it_is_a_gateway_only() => KillAsync(new Attack("kill -9 of a gateway", 3) { GatewaysOnly = 1 }, 3);

    [Fact]
    public Task Lose_nothing_where_all_are_killed_at_once() => KillAsync(new Attack("kill -9 of all at once", 3), 0, 1, 2);

    private Task KillAsync(Attack attack, params int[] nodes) => attack.RunAsync(network, output, async (cluster, load) =>
    {
        // What was acknowledged before it was safe is lost where the end comes right after the acknowledgement.
        await load.History.AtNextAnswerAsync(
            () =>
            {
                foreach (var node in nodes)
                {
                    cluster.Nodes[node].Kill();
                }
            },
            Attack.Recovery);
        foreach (var node in nodes)
        {
            await cluster.Nodes[node].EndsAsync(before: 0, Attack.Recovery);
        }
    });
}

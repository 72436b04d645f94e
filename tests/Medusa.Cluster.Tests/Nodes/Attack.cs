using Medusa.Cluster.Tests.Network;
using Medusa.Cluster.Tests.Recovery;
using Medusa.Durability.Checking;
using Medusa.Durability.Load;
using Medusa.Durability.Servers;

namespace Medusa.Cluster.Tests.Nodes;

/// <summary>One attack on a cluster that is under load, and its judgement.</summary>
/// <param name="Name">What is done, for the report.</param>
/// <param name="Size">How many nodes have all roles when it begins.</param>
public sealed record Attack(string Name, int Size)
{
    /// <summary>How long a cluster may take to be whole and to serve again once nothing is done to it any more.</summary>
    public static readonly TimeSpan Recovery = TimeSpan.FromSeconds(120);

    private const int VerifiedByNode = 25;

    /// <value>How many more nodes have only the role <c>gateway</c>. None by default.</value>
    public int GatewaysOnly { get; init; }

    /// <value>The node, by its place, on whose machine every fourth client sits; null, by default, where none sits on any.</value>
    public int? ClientsAt { get; init; }

    /// <value>Changes what clients do; nothing by default.</value>
    public Func<TestedCluster, LoadPlan> Plan { get; init; } = cluster => cluster.Plan;

    /// <summary>Starts the cluster and the load, attacks, lets everything recover and checks all promises.</summary>
    /// <param name="network">Where.</param>
    /// <param name="output">Where the figures go.</param>
    /// <param name="act">The attack. When it returns, what is left of the cluster must become whole by itself.</param>
    /// <returns>The load's history.</returns>
    public async Task<AttackedLoad> RunAsync(NetworkOfAllTests network, ITestOutputHelper output, Func<TestedCluster, RunningLoad, Task> act)
    {
        await using var cluster = await TestedCluster.StartAsync(network, Name.Replace(' ', '-'), Size, GatewaysOnly);
        await using var load = RunningLoad.Start(Plan(cluster) with { Http = client => IsInside(client) ? cluster.Nodes[ClientsAt!.Value].Machine.Http : Gateways.Http });
        await load.IsServedAsync(150, TestedCluster.StartLimit);
        var began = load.History.Now;
        await act(cluster, load);
        await cluster.IsWholeAsync(Recovery);
        await load.IsServedAsync(150, Recovery);
        await load.StopAsync();

        var attacked = new AttackedLoad(load.History, began, IsInside);
        output.WriteLine(RecoveryReport.Add(Name, GatewaysOnly == 0 ? $"{Size}" : $"{Size} + {GatewaysOnly}", attacked.Times));
        output.WriteLine(load.History.Summary());
        foreach (var node in cluster.Nodes)
        {
            output.WriteLine($"{node.Name} ended: {string.Join(", ", node.Exits.Select(exit => $"{exit.Code}{(exit.WasAsked ? " when asked" : "")}").DefaultIfEmpty("never"))}");
        }

        var episodes = await HistoryChecker.AssertKeptAsync(load.History, cluster.Journal);
        foreach (var node in cluster.Nodes.Where(node => node.IsRunning))
        {
            await Verification.AssertAsync(node.Address, episodes, VerifiedByNode);
        }

        // Who watches processes must see which ended by themselves.
        Assert.All(cluster.Nodes.SelectMany(node => node.Exits), exit => Assert.Equal(exit.WasAsked, exit.Code == 0));

        return attacked;
    }

    private bool IsInside(int client) => ClientsAt is not null && client % 4 == 3;
}

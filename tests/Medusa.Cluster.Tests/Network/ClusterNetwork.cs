using System.Collections.Concurrent;
using System.Globalization;

namespace Medusa.Cluster.Tests.Network;

/// <summary>A bridge on this machine with namespaces at it. Everything is removed in the end, by the next run where this one is killed.</summary>
public sealed class ClusterNetwork : IAsyncDisposable
{
    // The bridge keeps its hardware address while cables come and go: neighbours remember it.
    private const string HardwareAddress = "02:4d:45:44:55:53";
    private readonly ConcurrentDictionary<string, NetworkNode> nodes = [];
    private readonly HashSet<(NetworkNode From, NetworkNode To)> cuts = [];
    private readonly int number;
    private int hosts;

    private ClusterNetwork(int number) => this.number = number;

    private string Bridge => $"mdbr{number}";

    /// <summary>Creates a bridge with an address range that no other run uses.</summary>
    public static async Task<ClusterNetwork> CreateAsync()
    {
        await AbandonedNetworks.SweepAsync();
        var failures = new List<string>();
        foreach (var number in Enumerable.Range(1, 250).OrderBy(_ => Random.Shared.Next()).Take(10))
        {
            var network = new ClusterNetwork(number);
            try
            {
                // Fails where another run has this number.
                await Ip.RunAsync($"link add {network.Bridge} address {HardwareAddress} type bridge");
            }
            catch (InvalidOperationException failure)
            {
                failures.Add(failure.Message);
                continue;
            }

            await Ip.RunAsync($"link set {network.Bridge} alias {AbandonedNetworks.Own()}");
            await Ip.RunAsync($"addr add {network.Address(254)}/24 dev {network.Bridge}");
            await Ip.RunAsync($"link set {network.Bridge} up");
            return network;
        }

        throw new InvalidOperationException(failures[0]);
    }

    /// <summary>Adds a machine.</summary>
    public async Task<NetworkNode> AddAsync(string name)
    {
        var host = ++hosts;
        var space = AbandonedNetworks.Own($"{number}-{name}");
        var cable = string.Create(CultureInfo.InvariantCulture, $"mdbr{number}v{host}");
        var node = new NetworkNode(space, cable, Address(host));
        await Ip.RunAsync($"netns add {space}");
        nodes[space] = node;
        await Ip.RunAsync($"link add {cable} type veth peer name eth0 netns {space}");
        await Ip.RunAsync($"link set {cable} master {Bridge} up");
        await Ip.RunAsync($"-n {space} addr add {node.Address}/24 dev eth0");
        await Ip.RunAsync($"-n {space} link set eth0 up");
        await Ip.RunAsync($"-n {space} link set lo up");
        return node;
    }

    /// <summary>Loses everything that one side sends to the other, until <see cref="HealAsync"/>.</summary>
    public async Task DropAsync(IEnumerable<NetworkNode> from, IEnumerable<NetworkNode> to)
    {
        foreach (var (sender, receiver) in from.SelectMany(_ => to, (sender, receiver) => (sender, receiver)).Where(cuts.Add))
        {
            await sender.DropTowardsAsync(receiver);
        }
    }

    /// <summary>Loses everything that the two sides send to each other, until <see cref="HealAsync"/>.</summary>
    public async Task PartitionAsync(IReadOnlyList<NetworkNode> one, IReadOnlyList<NetworkNode> other)
    {
        await DropAsync(one, other);
        await DropAsync(other, one);
    }

    /// <summary>Delivers everything again.</summary>
    public async Task HealAsync()
    {
        foreach (var (from, to) in cuts)
        {
            await from.DeliverTowardsAsync(to);
        }

        cuts.Clear();
    }

    /// <summary>Removes a machine, with whatever runs on it.</summary>
    public async Task RemoveAsync(NetworkNode node)
    {
        if (nodes.TryRemove(node.Space, out _))
        {
            cuts.RemoveWhere(cut => cut.From == node || cut.To == node);
            node.Http.Dispose();
            await AbandonedNetworks.RemoveSpaceAsync(node.Space);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes.Values)
        {
            await RemoveAsync(node);
        }

        await Ip.TryAsync($"link del {Bridge}");
    }

    private string Address(int host) => string.Create(CultureInfo.InvariantCulture, $"10.213.{number}.{host}");
}

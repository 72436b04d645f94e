using Medusa.Cluster.Tests.Network;
using Medusa.Durability;
using Medusa.Durability.Journals;
using Medusa.Durability.Load;
using Medusa.Durability.Servers;

namespace Medusa.Cluster.Tests.Nodes;

/// <summary>Nodes of one cluster with an empty journal, each on a machine of its own.</summary>
public sealed class TestedCluster : IAsyncDisposable
{
    /// <summary>How long nodes may take to start and to find each other.</summary>
    public static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(120);

    private const int Port = 4053;
    private const int Seeds = 3;
    private static readonly string[] AllRoles = ["episodes", "gateway"];
    private readonly NetworkOfAllTests network;
    private readonly string name;
    private readonly List<NetworkNode> machines = [];
    private readonly List<ClusterNode> nodes = [];
    private volatile Uri[] gateways = [];

    private TestedCluster(NetworkOfAllTests network, string name, PostgreSqlJournal journal)
    {
        this.network = network;
        this.name = name;
        Journal = journal;
    }

    /// <summary>The journal that the nodes share.</summary>
    public PostgreSqlJournal Journal { get; }

    /// <summary>The nodes, in the order in which they were added.</summary>
    public IReadOnlyList<ClusterNode> Nodes => nodes;

    /// <summary>The nodes that were not taken away.</summary>
    public IReadOnlyList<ClusterNode> Running => [.. nodes.Where(node => node.IsWanted)];

    /// <summary>The network.</summary>
    public ClusterNetwork Network => network.Network;

    /// <summary>Starts a cluster and returns when every node takes part and is ready.</summary>
    /// <param name="network">Where.</param>
    /// <param name="name">Its name, for messages and logs.</param>
    /// <param name="size">How many nodes have all roles.</param>
    /// <param name="gatewaysOnly">How many more have only the role <c>gateway</c>.</param>
    public static async Task<TestedCluster> StartAsync(NetworkOfAllTests network, string name, int size, int gatewaysOnly = 0)
    {
        var cluster = new TestedCluster(network, name, await PostgreSqlJournal.CreateAsync(network.Database));
        try
        {
            for (var seed = 0; seed < Seeds; seed++)
            {
                cluster.machines.Add(await network.Network.AddAsync($"n{seed}"));
            }

            for (var node = 0; node < size + gatewaysOnly; node++)
            {
                await cluster.AddAsync(node < size ? AllRoles : ["gateway"]);
            }

            await cluster.IsWholeAsync(StartLimit);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adds a node, serves clients by it too, and does not wait.</summary>
    public async Task<ClusterNode> AddAsync(params string[] roles)
    {
        var number = nodes.Count;
        if (number == machines.Count)
        {
            machines.Add(await Network.AddAsync($"n{number}"));
        }

        var node = new ClusterNode(machines[number], $"n{number}", Settings(machines[number], $"n{number}", roles.Length == 0 ? AllRoles : roles));
        nodes.Add(node);
        Serve(Running);
        return node;
    }

    /// <summary>Sends clients to these nodes, as a load balancer whose list changed.</summary>
    public void Serve(params IEnumerable<ClusterNode> by) => gateways = [.. by.Select(node => node.Address)];

    /// <summary>Clients of every kind that change gateways with every request.</summary>
    public LoadPlan Plan => new()
    {
        Gateway = (client, request, attempt) => gateways[(client + request + attempt) % gateways.Length],
        Kind = LoadKind.All,
        Clients = 12,
        Patience = TimeSpan.FromSeconds(150),
    };

    /// <summary>Sends nobody to a node any more and stops it for good.</summary>
    public async Task TakeAwayAsync(ClusterNode node)
    {
        Serve(Running.Where(other => other != node));
        await node.StopAsync();
    }

    /// <summary>Returns when all nodes are ready, and each sees all of them and nobody else.</summary>
    public async Task IsWholeAsync(TimeSpan within)
    {
        var expected = Running;
        var seen = "";
        await Eventually.HoldsAsync(
            async () =>
            {
                foreach (var node in expected)
                {
                    if (node.Exits.Count > NodeExit.Hopeless)
                    {
                        throw new InvalidOperationException($"{node.Name} ends again and again: {node.Exits.Last().Output}");
                    }

                    var ready = await Gateways.StatusAsync(node.Address, "/ready");
                    var view = ready == 200 ? await ClusterView.TryReadAsync(node) : null;
                    if (view is null || view.Members.Count != expected.Count || !expected.All(other => view.HasUp(other)))
                    {
                        seen = $"{node.Name} answers {ready} and sees {view}";
                        return false;
                    }
                }

                return true;
            },
            within,
            $"{expected.Count} nodes are one cluster",
            () => seen);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        NodeLogs.Write(name, nodes);
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }

        await Network.HealAsync();
        foreach (var machine in machines)
        {
            await Network.RemoveAsync(machine);
        }
    }

    private Dictionary<string, string> Settings(NetworkNode machine, string node, string[] roles)
    {
        var settings = new Dictionary<string, string>([.. Journal.Settings, .. Gateways.Keys])
        {
            ["Medusa__Engine"] = "akka",
            ["Medusa__Node"] = node,
            ["Medusa__Cluster__Hostname"] = machine.Address,
            ["Medusa__Cluster__Port"] = $"{Port}",
        };
        for (var seed = 0; seed < Seeds; seed++)
        {
            settings[$"Medusa__Cluster__SeedNodes__{seed}"] = $"{machines[seed].Address}:{Port}";
        }

        for (var role = 0; role < roles.Length; role++)
        {
            settings[$"Medusa__Cluster__Roles__{role}"] = roles[role];
        }

        return settings;
    }
}

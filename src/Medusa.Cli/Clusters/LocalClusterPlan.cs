namespace Medusa.Cli.Clusters;

/// <summary>A cluster on loopback.</summary>
/// <param name="Nodes">How many nodes.</param>
/// <param name="Port">The first gateway's port; the others follow.</param>
/// <param name="ClusterPort">The port on which the first node talks to the others; theirs follow.</param>
/// <param name="Database">How to reach the journal's database.</param>
/// <param name="Settings">Settings of all nodes, <c>--Medusa:Name=value</c>.</param>
internal sealed record LocalClusterPlan(int Nodes, int Port, int ClusterPort, string Database, IReadOnlyList<string> Settings)
{
    private const string Loopback = "127.0.0.1";

    /// <summary>The name of a node, 0 the first.</summary>
    internal static string Name(int node) => $"node-{node + 1}";

    /// <summary>Where a node serves.</summary>
    internal Uri Address(int node) => new($"http://{Loopback}:{Port + node}");

    /// <summary>The arguments of a node's process.</summary>
    internal IEnumerable<string> Arguments(int node) =>
    [
        "serve", "--engine", "akka", "--host", Loopback, "--port", $"{Port + node}",
        $"--Medusa:Node={Name(node)}",
        $"--Medusa:Cluster:Hostname={Loopback}",
        $"--Medusa:Cluster:Port={ClusterPort + node}",
        .. Enumerable.Range(0, Nodes).Select(seed => $"--Medusa:Cluster:SeedNodes:{seed}={Loopback}:{ClusterPort + seed}"),
        "--Medusa:Journal:Kind=postgresql",
        .. Settings,
    ];
}

namespace Medusa.Cluster.Tests.Nodes;

/// <summary>What nodes wrote, kept for whoever wants to know why a test failed.</summary>
internal static class NodeLogs
{
    /// <summary>Writes one file a node into <c>artifacts/cluster/&lt;test&gt;</c>.</summary>
    public static void Write(string test, IEnumerable<ClusterNode> nodes)
    {
        var folder = Directory.CreateDirectory(ClusterArtifacts.Path(test)).FullName;
        foreach (var node in nodes)
        {
            File.WriteAllText(Path.Combine(folder, $"{node.Name}.log"), node.Output);
        }
    }
}

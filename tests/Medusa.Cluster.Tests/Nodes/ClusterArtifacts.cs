namespace Medusa.Cluster.Tests.Nodes;

/// <summary>The folder for what a run leaves to be read.</summary>
internal static class ClusterArtifacts
{
    /// <summary>The path of something in <c>artifacts/cluster</c>.</summary>
    public static string Path(string name)
    {
        // tests/<project>/bin/<configuration>/<framework>/ lies five folders below the root.
        var root = new DirectoryInfo(System.IO.Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)).Parent!.Parent!.Parent!.Parent!.Parent!.FullName;
        return System.IO.Path.Combine(root, "artifacts", "cluster", name);
    }
}

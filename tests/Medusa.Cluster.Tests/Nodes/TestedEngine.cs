namespace Medusa.Cluster.Tests.Nodes;

/// <summary>The engine that is attacked.</summary>
internal static class TestedEngine
{
    /// <summary>Its name: <c>akka</c>, or what <c>MEDUSA_CLUSTER_ENGINE</c> says.</summary>
    public static string Name { get; } = Environment.GetEnvironmentVariable("MEDUSA_CLUSTER_ENGINE") ?? "akka";

    /// <summary>Whether its nodes know of each other.</summary>
    public static bool IsCluster => Name != "embedded";
}

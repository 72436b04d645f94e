namespace Medusa.Client;

/// <summary>The nodes of a cluster, as the one that was asked sees them.</summary>
/// <param name="Engine">What runs episodes: <c>akka</c> or <c>embedded</c>.</param>
/// <param name="Nodes">The nodes; without a cluster the one that was asked.</param>
public sealed record ClusterInfo(string Engine, IReadOnlyList<ClusterNode> Nodes);

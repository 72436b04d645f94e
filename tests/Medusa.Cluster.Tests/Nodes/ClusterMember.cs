namespace Medusa.Cluster.Tests.Nodes;

/// <summary>A node as another one sees it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Address">Where other nodes reach it, <c>host:port</c>; null without a cluster.</param>
/// <param name="Status">Its membership, such as <c>up</c>.</param>
/// <param name="Episodes">How many episodes it has in memory.</param>
public sealed record ClusterMember(string Id, string? Address, string Status, int Episodes);

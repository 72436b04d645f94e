namespace Medusa.Cluster.Tests.Nodes;

/// <summary>A node as another one sees it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Status">Its membership, such as <c>up</c>; empty where the engine has none.</param>
/// <param name="Episodes">How many episodes it has in memory.</param>
public sealed record ClusterMember(string Id, string Status, int Episodes);

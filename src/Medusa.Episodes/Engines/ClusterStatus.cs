using System.Collections.Immutable;

namespace Medusa.Episodes;

/// <summary>The nodes of a cluster, as one of them sees it.</summary>
/// <param name="Engine">The engine's name.</param>
/// <param name="Nodes">The nodes by name; without a cluster the one that answers.</param>
public sealed record ClusterStatus(string Engine, ImmutableArray<NodeStatus> Nodes);

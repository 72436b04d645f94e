using Medusa.Episodes;

namespace Medusa.Actors;

/// <summary>What a node says about itself.</summary>
/// <param name="Node">Its name, episodes, shards, environments and plugins; membership is known to whoever asks.</param>
internal sealed record NodeReport(NodeStatus Node)
{
    /// <summary>The cluster that it is up in; null while it is not.</summary>
    public ClusterSide? Side { get; init; }
}

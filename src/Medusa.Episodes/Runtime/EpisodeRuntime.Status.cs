namespace Medusa.Episodes;

/// <content>What a node tells about itself.</content>
public sealed partial class EpisodeRuntime
{
    /// <summary>This node as it tells about itself: its name, what it offers and how many episodes it has in memory. What a cluster knows of it, the engine adds.</summary>
    public NodeStatus DescribeNode() => NodeStatus.Of(options.Node, starter.Catalogue) with { IsSelf = true, Episodes = places.LiveEpisodes };
}

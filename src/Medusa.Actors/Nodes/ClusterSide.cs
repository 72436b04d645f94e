using Akka.Cluster;
using Medusa.Episodes;

namespace Medusa.Actors;

/// <summary>A cluster as one of its nodes sees it, to be compared with another cluster of the same nodes.</summary>
/// <param name="Nodes">How many of its nodes are up, can be reached and run episodes.</param>
/// <param name="First">The least address of these, as text; empty where there are none.</param>
internal sealed record ClusterSide(int Nodes, string First)
{
    /// <summary>The cluster that this node is up in; null while it is not.</summary>
    /// <param name="cluster">The membership.</param>
    public static ClusterSide? Of(Cluster cluster)
    {
        if (cluster.SelfMember.Status != MemberStatus.Up)
        {
            return null;
        }

        var state = cluster.State;
        var nodes = state.Members
            .Where(member => member.Status == MemberStatus.Up && member.HasRole(NodeStatus.EpisodesRole) && !state.Unreachable.Contains(member))
            .Select(static member => member.Address.ToString())
            .ToArray();
        return new ClusterSide(nodes.Length, nodes.Min(StringComparer.Ordinal) ?? string.Empty);
    }

    /// <summary>Whether the nodes of this cluster end for the other one to go on: the greater one stays, of equal ones that with the least address. Of two clusters exactly one yields.</summary>
    /// <param name="other">A cluster that shares no node with this one.</param>
    public bool YieldsTo(ClusterSide other) => Nodes != other.Nodes ? Nodes < other.Nodes : string.CompareOrdinal(other.First, First) < 0;
}

using Akka.Actor;
using Akka.Cluster;
using Medusa.Episodes;

namespace Medusa.Actors;

/// <summary>The nodes of the cluster, each asked about itself.</summary>
/// <param name="system">The actor system.</param>
internal sealed class ClusterView(ActorSystem system)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private readonly Cluster cluster = Cluster.Get(system);

    /// <summary>Asks every member; one that does not answer soon is listed all the same.</summary>
    /// <param name="self">What this node says about itself, for when its own actor is too busy to.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<ClusterStatus> AskAsync(NodeStatus self, CancellationToken cancellation)
    {
        var state = cluster.State;
        var unreachable = state.Unreachable.Select(static member => member.UniqueAddress).ToHashSet();
        var nodes = await Task.WhenAll(state.Members.Select(member => AskAsync(member, unreachable.Contains(member.UniqueAddress), state.Leader, self, cancellation))).ConfigureAwait(false);
        return new ClusterStatus(EngineOptions.Akka, [.. nodes.OrderBy(static node => node.Name, StringComparer.Ordinal).ThenBy(static node => node.Address, StringComparer.Ordinal)]);
    }

    /// <summary>The actors that speak for the nodes that run episodes.</summary>
    public IEnumerable<ActorSelection> EpisodeNodes => cluster.State.Members
        .Where(static member => member.HasRole(NodeStatus.EpisodesRole) && member.Status is MemberStatus.Up or MemberStatus.Leaving)
        .Select(member => Speaker(member.Address));

    private async Task<NodeStatus> AskAsync(Member member, bool isUnreachable, Address? leader, NodeStatus self, CancellationToken cancellation)
    {
        var isSelf = member.UniqueAddress == cluster.SelfUniqueAddress;
        NodeStatus node;
        try
        {
            node = isUnreachable
                ? Silent(member, "the node is unreachable")
                : (await Speaker(member.Address).Ask<NodeReport>(NodeQuery.Instance, Patience, cancellation).ConfigureAwait(false)).Node;
        }
        catch (Exception fault) when (fault is AskTimeoutException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            node = isSelf ? self : Silent(member, $"the node did not answer within {Patience.TotalSeconds:0} s");
        }

        return node with
        {
            Status = isUnreachable ? "unreachable" : member.Status.ToString().ToLowerInvariant(),
            Address = AddressOf(member),
            Roles = [.. member.Roles.Where(static role => !role.StartsWith("dc-", StringComparison.Ordinal)).Order(StringComparer.Ordinal)],
            IsLeader = member.Address == leader,
            IsSelf = isSelf,
        };
    }

    private static NodeStatus Silent(Member member, string reason) => new(AddressOf(member), "up") { Unanswered = reason };

    private static string AddressOf(Member member) => $"{member.Address.Host}:{member.Address.Port}";

    private ActorSelection Speaker(Address address) => system.ActorSelection(new RootActorPath(address) / "user" / NodeActor.Name);
}

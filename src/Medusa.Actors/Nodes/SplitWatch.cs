using Akka.Actor;
using Akka.Cluster;
using Akka.Event;

namespace Medusa.Actors;

/// <summary>
/// Looks for a second cluster of the same nodes. Where a partition outlasts the restart of the first seed node, that node finds no other, begins a cluster of its own, and
/// Akka.NET never makes one of two clusters. So each node asks the seed nodes that are not in its cluster, and whoever asked it from outside, which cluster they are in; the
/// nodes of the lesser one remove themselves, and their new processes join the other.
/// </summary>
internal sealed class SplitWatch : ReceiveActor, IWithTimers
{
    /// <summary>How often another cluster must be seen in a row: a node that has just been removed or let in is soon known as such.</summary>
    private const int Enough = 4;

    private static readonly TimeSpan Round = TimeSpan.FromSeconds(3);
    private readonly Cluster cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter log = Context.GetLogger();
    private readonly IReadOnlyList<Address> seeds;
    private readonly HashSet<Address> strangers = [];
    private int seen;
    private bool isSeen;

    /// <param name="seeds">The seed nodes.</param>
    public SplitWatch(IReadOnlyList<Address> seeds)
    {
        this.seeds = seeds;
        Receive<Tick>(_ => Look());
        Receive<Address>(asker => strangers.Add(asker));
        Receive<NodeReport>(report => Compare(report, Sender.Path.Address));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Timers.StartPeriodicTimer(nameof(Tick), Tick.Instance, Round, Round);
        base.PreStart();
    }

    private void Look()
    {
        seen = isSeen ? seen + 1 : 0;
        isSeen = false;
        if (seen >= Enough)
        {
            log.Warning("Another cluster of these nodes goes on, and this one is the lesser: the node leaves it for the other.");
            cluster.Down(cluster.SelfAddress);
            return;
        }

        if (cluster.SelfMember.Status == MemberStatus.Up)
        {
            foreach (var address in seeds.Concat(strangers).Distinct().Where(IsOutside))
            {
                Context.ActorSelection(new RootActorPath(address) / "user" / NodeActor.Name).Tell(NodeQuery.Instance, Self);
            }
        }

        strangers.Clear();
    }

    private void Compare(NodeReport report, Address address)
    {
        if (report.Side is { } other && IsOutside(address) && ClusterSide.Of(cluster) is { } own && own.YieldsTo(other))
        {
            isSeen = true;
        }
    }

    private bool IsOutside(Address address) => address.Host is not null && cluster.State.Members.All(member => member.Address != address);

    private sealed class Tick
    {
        public static Tick Instance { get; } = new();
    }
}

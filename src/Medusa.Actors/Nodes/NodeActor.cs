using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using Medusa.Episodes;

namespace Medusa.Actors;

/// <summary>Speaks for a node: tells others about it, sends them notices of its episodes, and keeps its health.</summary>
internal sealed class NodeActor : ReceiveActor, IWithTimers
{
    /// <summary>The actor's name; its path is the same on every node.</summary>
    public const string Name = "node";

    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan StatsTimeout = TimeSpan.FromSeconds(2);

    private readonly EpisodeRuntime runtime;
    private readonly NodeHealth health;
    private readonly IActorRef region;
    private readonly IActorRef splits;
    private readonly bool runsEpisodes;
    private readonly Cluster cluster = Cluster.Get(Context.System);
    private readonly Dictionary<(IActorRef Watcher, Owner Owner, EpisodeId? Id), CancellationTokenSource> watches = [];

    /// <param name="runtime">The node's episodes.</param>
    /// <param name="health">Where to keep its health.</param>
    /// <param name="region">The shard region, or its proxy.</param>
    /// <param name="runsEpisodes">Whether it is a region.</param>
    /// <param name="splits">Is told who asks from outside of the cluster: <see cref="SplitWatch"/>.</param>
    public NodeActor(EpisodeRuntime runtime, NodeHealth health, IActorRef region, bool runsEpisodes, IActorRef splits)
    {
        (this.runtime, this.health, this.region, this.runsEpisodes, this.splits) = (runtime, health, region, runsEpisodes, splits);
        Receive<Tick>(_ => Beat());
        Receive<CurrentRegions>(known => health.Registered(runsEpisodes ? known.Regions.Contains(cluster.SelfAddress) : known.Regions.Count > 0));
        Receive<NodeQuery>(_ => Report(Sender));
        Receive<WatchNotices>(watch => Watch(watch, Sender));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Timers.StartPeriodicTimer(nameof(Tick), Tick.Instance, TimeSpan.Zero, Round);
        base.PreStart();
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        foreach (var watch in watches.Values)
        {
            watch.Cancel();
        }
    }

    private void Beat()
    {
        health.Beat(cluster.SelfMember.Status == MemberStatus.Up);
        region.Tell(GetCurrentRegions.Instance, Self);
        foreach (var (key, _) in watches.Where(static watch => watch.Value.IsCancellationRequested).ToArray())
        {
            watches.Remove(key);
        }
    }

    private void Report(IActorRef asker)
    {
        if (asker.Path.Address is { Host: not null } address && cluster.State.Members.All(member => member.Address != address))
        {
            splits.Tell(address);
        }

        var node = runtime.DescribeNode() with { IsSelf = false };
        var side = ClusterSide.Of(cluster);
        if (!runsEpisodes)
        {
            asker.Tell(new NodeReport(node with { Shards = 0 }) { Side = side }, Self);
            return;
        }

        region.Ask<ShardRegionStats>(GetShardRegionStats.Instance, StatsTimeout)
            .ContinueWith(stats => new NodeReport(node with { Shards = stats.IsCompletedSuccessfully ? stats.Result.Stats.Count : null }) { Side = side }, TaskScheduler.Default)
            .PipeTo(asker, Self);
    }

    private void Watch(WatchNotices wish, IActorRef watcher)
    {
        var key = (watcher, wish.Owner, wish.Id);
        if (wish.Stop)
        {
            if (watches.Remove(key, out var stopped))
            {
                stopped.Cancel();
            }
        }
        else if (watches.TryGetValue(key, out var known) && !known.IsCancellationRequested)
        {
            known.CancelAfter(WatchNotices.Lease);
        }
        else
        {
            var lease = new CancellationTokenSource(WatchNotices.Lease);
            watches[key] = lease;
            _ = ForwardAsync(wish, watcher, lease.Token);
        }
    }

    private async Task ForwardAsync(WatchNotices wish, IActorRef watcher, CancellationToken lease)
    {
        try
        {
            await foreach (var notice in runtime.WatchAsync(wish.Owner, wish.Id, lease).ConfigureAwait(false))
            {
                watcher.Tell(notice, ActorRefs.NoSender);
            }
        }
        catch (OperationCanceledException)
        {
            // The lease is over.
        }
    }

    private sealed class Tick
    {
        public static Tick Instance { get; } = new();
    }
}

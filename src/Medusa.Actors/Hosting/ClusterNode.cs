using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using Medusa.Episodes;
using Microsoft.Extensions.Logging;

namespace Medusa.Actors;

/// <summary>This process as a node of a cluster: its actor system, the shard region or its proxy, and the desk for answers.</summary>
internal sealed partial class ClusterNode : IAsyncDisposable
{
    /// <summary>What the sharding calls its actors; a part of their paths.</summary>
    public const string TypeName = "episodes";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);

    private readonly ClusterOptions options;
    private readonly NodeHealth health;
    private readonly ILogger logger;

    /// <summary>Starts the actor system; the node joins its cluster in the background.</summary>
    /// <param name="options">Validated options.</param>
    /// <param name="runtime">The node's episodes.</param>
    /// <param name="table">Where they are.</param>
    /// <param name="health">Where to keep its health.</param>
    /// <param name="removed">Told once when the cluster has removed this node against its will.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">The host's logs.</param>
    /// <exception cref="EngineStartException">The address cannot be listened on.</exception>
    public ClusterNode(ClusterOptions options, EpisodeRuntime runtime, LocalEpisodes table, NodeHealth health, Action removed, TimeProvider time, ILoggerFactory loggers)
    {
        (this.options, this.health) = (options, health);
        logger = loggers.CreateLogger("Medusa.Cluster");
        var setup = ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(ClusterConfiguration.Of(options)), new HostLog(loggers));
        try
        {
            System = (ExtendedActorSystem)ActorSystem.Create(ClusterConfiguration.SystemName, setup);
        }
        catch (Exception fault)
        {
            throw new EngineStartException(
                $"The node cannot listen at {options.Hostname}:{options.Port} for other nodes: {fault.GetBaseException().Message} Change {ClusterOptions.Section}:Hostname or {ClusterOptions.Section}:Port.", fault);
        }

        Cluster = Cluster.Get(System);
        Desk = new ReplyDesk(System, table, options, time);
        View = new ClusterView(System);
        Region = options.RunsEpisodes ? StartRegion(runtime, table) : ClusterSharding.Get(System).StartProxy(TypeName, NodeStatus.EpisodesRole, new EpisodeExtractor(options.Shards));
        table.Open(Region);
        Desk.Open(Region);
        System.ActorOf(Props.Create(() => new LateRequests(table)));
        var seeds = options.SeedNodes.Select(static seed => Akka.Actor.Address.Parse(ClusterConfiguration.AddressOf(seed))).ToArray();
        var splits = System.ActorOf(Props.Create(() => new SplitWatch(seeds)));
        System.ActorOf(Props.Create(() => new NodeActor(runtime, health, Region, options.RunsEpisodes, splits)), NodeActor.Name);
        Cluster.RegisterOnMemberRemoved(() => OnRemoved(removed));
        if (options.SeedNodes.Count == 0)
        {
            Cluster.Join(Cluster.SelfAddress);
        }
    }

    /// <summary>The actor system.</summary>
    public ExtendedActorSystem System { get; }

    /// <summary>The membership.</summary>
    public Cluster Cluster { get; }

    /// <summary>Sends requests and takes answers.</summary>
    public ReplyDesk Desk { get; }

    /// <summary>The nodes.</summary>
    public ClusterView View { get; }

    /// <summary>The shard region, or its proxy where the node runs no episodes.</summary>
    public IActorRef Region { get; }

    /// <summary>Where other nodes reach this one, <c>host:port</c>.</summary>
    public string Address => $"{Cluster.SelfAddress.Host}:{Cluster.SelfAddress.Port}";

    /// <summary>Whether this node leads the membership: one does, but for moments.</summary>
    public bool IsLeader => Cluster.State.Leader is { } leader && leader == Cluster.SelfAddress;

    /// <summary>Waits until the node takes requests, or for as long as told.</summary>
    /// <param name="patience">How long.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task ReadyAsync(TimeSpan patience, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(patience);
        try
        {
            while (health.WhyNotReady is not null)
            {
                await Task.Delay(Look, timeout.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Readiness tells from now on.
        }
    }

    /// <summary>Hands the shards over, leaves the cluster and ends the actor system.</summary>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task LeaveAsync(CancellationToken cancellation)
    {
        health.Leave();
        Leaving(logger, Address);
        try
        {
            await CoordinatedShutdown.Get(System).Run(CoordinatedShutdown.ClusterLeavingReason.Instance).WaitAsync(options.LeaveTimeout, cancellation).ConfigureAwait(false);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            LeftLate(logger, Address, options.LeaveTimeout);
        }

        Desk.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Desk.Dispose();
        health.Leave();
        await System.Terminate().ConfigureAwait(false);
    }

    private IActorRef StartRegion(EpisodeRuntime runtime, LocalEpisodes table)
    {
        var sharding = ClusterSharding.Get(System);
        var settings = ClusterShardingSettings.Create(System);
        return sharding.Start(
            TypeName, entityId => EpisodeActor.Props(entityId, runtime, table), settings, new EpisodeExtractor(options.Shards), sharding.DefaultShardAllocationStrategy(settings), StopEpisode.Instance);
    }

    private void OnRemoved(Action removed)
    {
        if (health.IsLeaving)
        {
            return;
        }

        health.End("the cluster has removed this node, which others could not reach");
        Removed(logger, Address);
        Desk.Dispose();
        removed();
    }

    [LoggerMessage(1, LogLevel.Information, "Node {Address} leaves the cluster: its episodes move to other nodes.")]
    private static partial void Leaving(ILogger logger, string address);

    [LoggerMessage(2, LogLevel.Warning, "Node {Address} did not leave the cluster within {Timeout}; the others will remove it.")]
    private static partial void LeftLate(ILogger logger, string address, TimeSpan timeout);

    [LoggerMessage(3, LogLevel.Critical, "The cluster has removed node {Address}, which others could not reach. The process ends: its episodes live on elsewhere, and a new process may join.")]
    private static partial void Removed(ILogger logger, string address);
}

using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Akka.Actor;
using Medusa.Episodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Medusa.Actors;

/// <summary>
/// Runs episodes as actors under Akka.NET Cluster Sharding. Requests go through the shard region to wherever the episode lives; what the journal alone can tell is
/// read from it here.
/// </summary>
public sealed partial class AkkaEngine : IEpisodeEngine, IEpisodePlaces, IPluginUser
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(10);

    private readonly IEpisodeJournal journal;
    private readonly ClusterOptions options;
    private readonly TimeProvider time;
    private readonly ILoggerFactory loggers;
    private readonly IHostApplicationLifetime? lifetime;
    private readonly EpisodeRuntime runtime;
    private readonly LocalEpisodes table;
    private readonly NodeHealth health;
    private readonly ClusterMetrics metrics;
    private ITimer? sweeper;
    private ClusterNode? node;

    /// <summary>An engine that has not joined its cluster yet: <see cref="StartAsync"/>.</summary>
    /// <param name="catalogue">The environments.</param>
    /// <param name="journal">Where events are kept.</param>
    /// <param name="episodes">Limits; validated by the caller.</param>
    /// <param name="options">The cluster; validated by the caller.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">The host's logs.</param>
    /// <param name="lifetime">Ends the process once the cluster has removed the node; null where nobody shall.</param>
    public AkkaEngine(
        IEnvironmentCatalogue catalogue, IEpisodeJournal journal, EpisodesOptions episodes, ClusterOptions options, TimeProvider time, ILoggerFactory loggers, IHostApplicationLifetime? lifetime = null)
    {
        ArgumentNullException.ThrowIfNull(loggers);
        (this.journal, this.options, this.time, this.loggers, this.lifetime) = (journal, options, time, loggers, lifetime);
        table = new LocalEpisodes(options);
        health = new NodeHealth(time);
        runtime = new EpisodeRuntime(this, catalogue, journal, episodes, time, loggers.CreateLogger("Medusa.Episodes"));
        metrics = new ClusterMetrics(this);
        (catalogue as IPluginHost)?.Attach(this);
    }

    /// <inheritdoc/>
    public string Name => EngineOptions.Akka;

    /// <inheritdoc cref="IEpisodeEngine.LiveEpisodes"/>
    public int LiveEpisodes => table.Live;

    /// <inheritdoc/>
    public string? WhyNotReady => health.WhyNotReady ?? runtime.WhyNotReady;

    /// <inheritdoc/>
    public string? WhyNotLive => health.WhyNotLive;

    /// <summary>The node; null before the start.</summary>
    internal ClusterNode? Node => node;

    /// <summary>Whether the cluster has removed this node against its will.</summary>
    internal bool WasRemoved => health.HasEnded;

    /// <summary>The episodes of this node.</summary>
    internal LocalEpisodes Table => table;

    /// <summary>Joins the cluster. A cluster of one is waited for; where there are seed nodes, readiness tells when the node has joined.</summary>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="EngineStartException">The node cannot start as configured.</exception>
    public async Task StartAsync(CancellationToken cancellation = default)
    {
        if (options.SeedNodes.Count > 0 && !journal.IsShared)
        {
            throw new EngineStartException(
                $"{ClusterOptions.Section}:SeedNodes names a cluster, whose nodes need a journal that they share: set Medusa:Journal:Kind=postgresql and Medusa:Journal:ConnectionString, or remove the seed nodes.");
        }

        node = new ClusterNode(options, runtime, table, health, () => lifetime?.StopApplication(), time, loggers);
        sweeper = time.CreateTimer(static engine => _ = ((AkkaEngine)engine!).SweepAsync(), this, runtime.SweepPeriod, runtime.SweepPeriod);
        if (options.SeedNodes.Count == 0)
        {
            await node.ReadyAsync(StartPatience, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Leaves the cluster: shards move to other nodes, then the actor system ends.</summary>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task StopAsync(CancellationToken cancellation = default)
    {
        if (node is { } started)
        {
            await started.LeaveAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<ClusterStatus> StatusAsync(CancellationToken cancellation = default)
    {
        var self = runtime.DescribeNode();
        return node is { } started ? await started.View.AskAsync(self, cancellation).ConfigureAwait(false) : new ClusterStatus(Name, [self with { Status = "joining" }]);
    }

    /// <inheritdoc/>
    public ValueTask<EpisodeReply> CreateAsync(CreateEpisode command, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        // A group is numbered where its family lives, so it is the family's actor that starts it.
        var id = command.Group is { } group && EpisodeId.TryName(group, out var family) ? family : command.Id;
        return AskAsync(new EpisodeKey(command.Owner, id), command.Kept(), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<EpisodeReply> ForkAsync(ForkEpisode command, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return AskAsync(new EpisodeKey(command.Owner, command.Id), command, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<EpisodeReply> StepAsync(StepEpisode command, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        // The caller may take its memory back when it stops waiting, and the request may lie in a mailbox for longer.
        return AskAsync(new EpisodeKey(command.Owner, command.Id), command.Kept(), cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask StepManyAsync(IReadOnlyList<StepEpisode> commands, EpisodeReply[] replies, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(commands);
        ArgumentNullException.ThrowIfNull(replies);
        ArgumentOutOfRangeException.ThrowIfNotEqual(replies.Length, commands.Count);
        cancellation.ThrowIfCancellationRequested();
        var pending = new ValueTask<EpisodeReply>[commands.Count];
        for (var index = 0; index < pending.Length; index++)
        {
            // What one sender sends to one actor arrives in order, so steps of one episode stay in the list's order.
            pending[index] = StepAsync(commands[index], CancellationToken.None);
        }

        await CollectAsync(pending, replies).WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<EpisodeReply> QueryAsync(QueryEpisode query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        // Only a summary says where the episode lives.
        return EpisodeRuntime.NeedsJournalOnly(query) && query.Kind != EpisodeQueryKind.Summary
            ? runtime.AnswerFromJournalAsync(query, cancellation)
            : AskAsync(new EpisodeKey(query.Owner, query.Id), query, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<EpisodeReply> ListAsync(ListEpisodes query, CancellationToken cancellation = default) => runtime.ListAsync(query, cancellation);

    /// <inheritdoc/>
    public ValueTask<EpisodeReply> CloseAsync(CloseEpisode command, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return AskAsync(new EpisodeKey(command.Owner, command.Id), command, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<EpisodeReply> RemoveAsync(RemoveEpisodes command, CancellationToken cancellation = default) => runtime.RemoveAsync(command, cancellation);

    /// <inheritdoc/>
    public ValueTask<SessionAttachment> AttachSessionAsync(Owner owner, string session, CancellationToken cancellation = default) =>
        journal.AttachSessionAsync(owner, session, cancellation);

    /// <inheritdoc/>
    public ValueTask<SessionAttachment?> FindSessionAsync(Owner owner, string session, CancellationToken cancellation = default) =>
        journal.FindSessionAsync(owner, session, cancellation);

    /// <summary>What happens to a caller's episodes on every node from now on. A node that joins is heard within seconds.</summary>
    /// <inheritdoc/>
    public async IAsyncEnumerable<EpisodeNotice> WatchAsync(Owner owner, EpisodeId? id, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (node is not { } started)
        {
            yield break;
        }

        using var inbox = new NoticeInbox(started.System);
        void Tell(bool stop)
        {
            foreach (var speaker in started.View.EpisodeNodes)
            {
                speaker.Tell(new WatchNotices(owner, id, stop), inbox);
            }
        }

        await using var renewal = time.CreateTimer(_ => Tell(stop: false), null, TimeSpan.Zero, WatchNotices.Renewal);
        try
        {
            await foreach (var notice in inbox.ReadAsync(cancellation).ConfigureAwait(false))
            {
                yield return notice;
            }
        }
        finally
        {
            Tell(stop: true);
        }
    }

    /// <inheritdoc/>
    public int Release(ImmutableArray<LoadedEnvironment> environments)
    {
        var remaining = 0;
        foreach (var place in table.All)
        {
            if (EpisodeRuntime.Uses(place.Slot, environments))
            {
                remaining++;
                if (place.Slot.HasEnded)
                {
                    table.Retire(place, new RetireEpisode(long.MaxValue, EndedOnly: true));
                }
            }
        }

        if (remaining == 0)
        {
            runtime.Forget(environments);
        }

        return remaining;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (sweeper is not null)
        {
            await sweeper.DisposeAsync().ConfigureAwait(false);
        }

        if (node is { } started)
        {
            await started.DisposeAsync().ConfigureAwait(false);
        }

        metrics.Dispose();
        runtime.Dispose();
    }

    int IEpisodePlaces.WaitingRequests => table.WaitingRequests;

    ValueTask<EpisodeReply> IEpisodePlaces.CloseAsync(CloseEpisode command) => CloseAsync(command);

    void IEpisodePlaces.Settle(BegunEpisode begun) => table.Settle(begun);

    int IEpisodePlaces.Passivate(long unusedSince, bool endedOnly)
    {
        var retiring = 0;
        foreach (var place in table.All)
        {
            if (place.LastUsed < unusedSince && (!endedOnly || place.Slot.HasEnded))
            {
                table.Retire(place, new RetireEpisode(unusedSince, endedOnly));
                retiring++;
            }
        }

        return retiring;
    }

    void IEpisodePlaces.Drop(EpisodeKey key)
    {
        if (table.Find(key) is { } place)
        {
            table.Retire(place, new RetireEpisode(long.MaxValue, EndedOnly: false));
        }
    }

    /// <summary>Sweeps this node's memory, and the journal where this node leads: one of those that share it is enough.</summary>
    internal Task SweepAsync()
    {
        table.ForgetBegun();
        return runtime.SweepAsync(journalToo: node?.IsLeader == true);
    }

    private ValueTask<EpisodeReply> AskAsync(EpisodeKey key, object command, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (node is not { } started)
        {
            return ValueTask.FromResult(EpisodeRefusals.Overloaded("The server is starting: try again in a moment."));
        }

        var reply = started.Desk.AskAsync(key, command);
        return cancellation.CanBeCanceled && !reply.IsCompleted ? new ValueTask<EpisodeReply>(reply.AsTask().WaitAsync(cancellation)) : reply;
    }

    private static async Task CollectAsync(ValueTask<EpisodeReply>[] pending, EpisodeReply[] replies)
    {
        for (var index = 0; index < pending.Length; index++)
        {
            replies[index] = await pending[index].ConfigureAwait(false);
        }
    }
}

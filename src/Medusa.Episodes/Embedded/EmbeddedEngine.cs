using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Medusa.Episodes;

/// <summary>
/// Runs episodes in this process: one bounded mailbox each, on the callers' threads and the thread pool. Idle episodes leave memory and come back from the
/// journal on their next request.
/// </summary>
public sealed partial class EmbeddedEngine : IEpisodeEngine, IEpisodePlaces, IPluginUser
{
    private readonly ConcurrentDictionary<EpisodeKey, EpisodeCell> cells = new();
    private readonly EpisodeRuntime runtime;
    private readonly IEpisodeJournal journal;
    private readonly ITimer sweeper;
    private int live;
    private int waiting;
    private volatile bool isStopped;

    /// <summary>An engine without episodes.</summary>
    /// <param name="catalogue">The environments.</param>
    /// <param name="journal">Where events are kept.</param>
    /// <param name="options">Limits; validated by the caller.</param>
    /// <param name="time">The clock of the log, of passivation and of retention.</param>
    /// <param name="logger">The log.</param>
    public EmbeddedEngine(IEnvironmentCatalogue catalogue, IEpisodeJournal journal, EpisodesOptions options, TimeProvider time, ILogger<EmbeddedEngine> logger)
    {
        ArgumentNullException.ThrowIfNull(time);
        this.journal = journal;
        runtime = new EpisodeRuntime(this, catalogue, journal, options, time, logger);
        (catalogue as IPluginHost)?.Attach(this);
        sweeper = time.CreateTimer(static engine => _ = ((EmbeddedEngine)engine!).SweepAsync(), this, runtime.SweepPeriod, runtime.SweepPeriod);
    }

    /// <inheritdoc/>
    public string Name => EngineOptions.Embedded;

    /// <inheritdoc cref="IEpisodeEngine.LiveEpisodes"/>
    public int LiveEpisodes => Volatile.Read(ref live);

    /// <inheritdoc/>
    public int WaitingRequests => Volatile.Read(ref waiting);

    /// <inheritdoc/>
    public string? WhyNotReady => runtime.WhyNotReady;

    /// <summary>How many table rows live episodes hold beside those that scenarios share.</summary>
    internal long RowsHeld => runtime.RowsHeld;

    /// <inheritdoc/>
    public ValueTask<ClusterStatus> StatusAsync(CancellationToken cancellation = default) =>
        ValueTask.FromResult(new ClusterStatus(Name, [runtime.DescribeNode() with { Roles = [NodeStatus.EpisodesRole, NodeStatus.GatewayRole], IsLeader = true }]));

    /// <inheritdoc/>
    public ValueTask<EpisodeReply> CreateAsync(CreateEpisode command, CancellationToken cancellation = default) => runtime.CreateAsync(command, cancellation);

    /// <inheritdoc/>
    public ValueTask<EpisodeReply> ForkAsync(ForkEpisode command, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return DispatchAsync(new EpisodeKey(command.Owner, command.Id), command, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<EpisodeReply> StepAsync(StepEpisode command, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return DispatchAsync(new EpisodeKey(command.Owner, command.Id), command, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<EpisodeReply> QueryAsync(QueryEpisode query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return EpisodeRuntime.NeedsJournalOnly(query)
            ? runtime.AnswerFromJournalAsync(query, cancellation)
            : DispatchAsync(new EpisodeKey(query.Owner, query.Id), query, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<EpisodeReply> ListAsync(ListEpisodes query, CancellationToken cancellation = default) => runtime.ListAsync(query, cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<EpisodeNotice> WatchAsync(Owner owner, EpisodeId? id, CancellationToken cancellation) => runtime.WatchAsync(owner, id, cancellation);

    /// <inheritdoc/>
    public ValueTask<SessionAttachment> AttachSessionAsync(Owner owner, string session, CancellationToken cancellation = default) =>
        journal.AttachSessionAsync(owner, session, cancellation);

    /// <inheritdoc/>
    public ValueTask<SessionAttachment?> FindSessionAsync(Owner owner, string session, CancellationToken cancellation = default) =>
        journal.FindSessionAsync(owner, session, cancellation);

    /// <inheritdoc/>
    public ValueTask<EpisodeReply> CloseAsync(CloseEpisode command, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return DispatchAsync(new EpisodeKey(command.Owner, command.Id), command, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<EpisodeReply> RemoveAsync(RemoveEpisodes command, CancellationToken cancellation = default) => runtime.RemoveAsync(command, cancellation);

    /// <inheritdoc/>
    public int Release(ImmutableArray<LoadedEnvironment> environments)
    {
        var remaining = 0;
        foreach (var (_, cell) in cells)
        {
            if (!EpisodeRuntime.Uses(cell, environments))
            {
                continue;
            }

            if (cell.HasEnded && cell.TryRetire(long.MaxValue))
            {
                Forget(cell);
            }
            else
            {
                remaining++;
            }
        }

        if (remaining == 0)
        {
            runtime.Forget(environments);
        }

        return remaining;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        isStopped = true;
        runtime.Dispose();
        return sweeper.DisposeAsync();
    }

    /// <summary>Passivates idle episodes and removes expired ones.</summary>
    internal Task SweepAsync() => runtime.SweepAsync();

    ValueTask<EpisodeReply> IEpisodePlaces.CloseAsync(CloseEpisode command) => CloseAsync(command);

    void IEpisodePlaces.Settle(BegunEpisode begun)
    {
        var cell = new EpisodeCell(begun.Key, this, runtime, runtime.Now);
        cell.Take(begun);
        if (cells.TryAdd(begun.Key, cell))
        {
            Interlocked.Increment(ref live);
        }
    }

    int IEpisodePlaces.Passivate(long unusedSince, bool endedOnly)
    {
        var passivated = 0;
        foreach (var (_, cell) in cells)
        {
            if ((!endedOnly || cell.HasEnded) && cell.TryRetire(unusedSince))
            {
                Forget(cell);
                passivated++;
            }
        }

        return passivated;
    }

    void IEpisodePlaces.Drop(EpisodeKey key)
    {
        if (cells.TryGetValue(key, out var cell) && cell.TryRetire(long.MaxValue))
        {
            Forget(cell);
        }
    }

    /// <summary>Runs one request of a cell to its end. Never throws: a cell whose request failed must go on with the next.</summary>
    internal async ValueTask<EpisodeReply> AnswerAsync(EpisodeCell cell, object request, DateTimeOffset now, ActivityContext caller)
    {
        try
        {
            return await runtime.HandleAsync(cell, request, now, caller).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            return runtime.Failed(cell, fault);
        }
    }

    /// <summary>Counts requests that wait or no longer wait.</summary>
    internal void AddWaiting(int requests) => Interlocked.Add(ref waiting, requests);

    /// <summary>Takes a cell that went out of use from the table.</summary>
    internal void Forget(EpisodeCell cell)
    {
        if (cells.TryRemove(new KeyValuePair<EpisodeKey, EpisodeCell>(cell.Key, cell)))
        {
            Interlocked.Decrement(ref live);
        }
    }

    private ValueTask<EpisodeReply> DispatchAsync(EpisodeKey key, object request, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (isStopped)
        {
            return ValueTask.FromResult(EpisodeRefusals.ShuttingDown());
        }

        var now = runtime.Now;
        while (true)
        {
            var cell = cells.TryGetValue(key, out var known) ? known : Add(key);
            switch (cell.Enter(request, runtime.MailboxCapacity, now, out var reply))
            {
                case Admission.Runs:
                    return RunAsync(cell, request, now, cancellation);
                case Admission.Waits:
                    return new ValueTask<EpisodeReply>(reply!.WaitAsync(cancellation));
                case Admission.Full:
                    return ValueTask.FromResult(EpisodeRefusals.MailboxFull(runtime.MailboxCapacity));
                default:
                    Forget(cell);
                    break;
            }
        }
    }

    private ValueTask<EpisodeReply> RunAsync(EpisodeCell cell, object request, DateTimeOffset now, CancellationToken cancellation)
    {
        var handling = runtime.HandleAsync(cell, request, now);
        if (!handling.IsCompletedSuccessfully)
        {
            return new ValueTask<EpisodeReply>(LeaveAfterAsync(cell, handling).WaitAsync(cancellation));
        }

        var reply = handling.Result;
        cell.Leave();
        return ValueTask.FromResult(reply);
    }

    private async Task<EpisodeReply> LeaveAfterAsync(EpisodeCell cell, ValueTask<EpisodeReply> handling)
    {
        try
        {
            return await handling.ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            return runtime.Failed(cell, fault);
        }
        finally
        {
            cell.Leave();
        }
    }

    private EpisodeCell Add(EpisodeKey key)
    {
        var cell = new EpisodeCell(key, this, runtime, default);
        var known = cells.GetOrAdd(key, cell);
        if (ReferenceEquals(known, cell))
        {
            Interlocked.Increment(ref live);
        }

        return known;
    }
}

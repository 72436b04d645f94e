using System.Collections.Concurrent;
using System.Collections.Immutable;
using Medusa.Operators.Abstractions;
using Microsoft.Extensions.Logging;

namespace Medusa.Episodes;

/// <summary>
/// Runs episodes in this process: one bounded mailbox each, on the callers' threads and the thread pool. Idle episodes leave memory and come back from the
/// journal on their next request.
/// </summary>
public sealed partial class EmbeddedEngine : IEpisodeEngine, IPluginUser
{
    private const int RetryAfterSeconds = 1;
    private const int MaxAttempts = 4;
    private const int ClosedAtOnce = 64;
    private static readonly TimeSpan MakeRoomPeriod = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<EpisodeKey, EpisodeCell> cells = new();
    private readonly IEpisodeJournal journal;
    private readonly EpisodesOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Containment containment;
    private readonly ScenarioCache scenarios;
    private readonly EpisodeStarter starter;
    private readonly EpisodeHistories histories;
    private readonly EpisodeNotices notices = new();
    private readonly FamilyNumbers families;
    private readonly EpisodeLoader loader;
    private readonly EpisodeQueries queries;
    private readonly ITimer sweeper;
    private long latestMakeRoom;
    private int live;
    private long rowsHeld;
    private int isSweeping;
    private volatile bool isStopped;

    /// <summary>An engine without episodes.</summary>
    /// <param name="catalogue">The environments.</param>
    /// <param name="journal">Where events are kept.</param>
    /// <param name="options">Limits; validated by the caller.</param>
    /// <param name="time">The clock of the log, of passivation and of retention.</param>
    /// <param name="logger">The log.</param>
    public EmbeddedEngine(IEnvironmentCatalogue catalogue, IEpisodeJournal journal, EpisodesOptions options, TimeProvider time, ILogger<EmbeddedEngine> logger)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        (this.journal, this.options, this.time, this.logger) = (journal, options, time, logger);
        var host = catalogue as IPluginHost;
        containment = new Containment(options, host, time, logger, () => RowsHeld, () => LiveEpisodes);
        scenarios = new ScenarioCache(options.ScenarioCacheEntries, options.ScenarioCacheRows);
        starter = new EpisodeStarter(catalogue, options, scenarios);
        histories = new EpisodeHistories(journal);
        families = new FamilyNumbers(journal);
        loader = new EpisodeLoader(journal, histories, starter, containment, options, logger);
        queries = new EpisodeQueries(journal, histories, starter, loader, containment, options);
        host?.Attach(this);
        var period = TimeSpan.FromTicks(Math.Clamp(Math.Min(options.IdleTimeout.Ticks, options.Retention.Ticks) / 4, TimeSpan.TicksPerSecond / 4, TimeSpan.TicksPerMinute));
        sweeper = time.CreateTimer(static engine => _ = ((EmbeddedEngine)engine!).SweepAsync(), this, period, period);
    }

    /// <inheritdoc/>
    public string Name => "embedded";

    /// <inheritdoc/>
    public int LiveEpisodes => Volatile.Read(ref live);

    /// <inheritdoc/>
    public string? WhyNotReady => containment.IsExhausted ? new WorkersLostException().Message : journal.WhyNotReady;

    /// <summary>How many table rows live episodes hold beside those that scenarios share.</summary>
    internal long RowsHeld => Interlocked.Read(ref rowsHeld);

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
        var key = new EpisodeKey(query.Owner, query.Id);
        return EpisodeQueries.NeedsJournalOnly(query) ? FromJournalAsync(queries.AnswerFromJournalAsync(key, query, cancellation), key.Id.Value) : DispatchAsync(key, query, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<EpisodeReply> ListAsync(ListEpisodes query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return FromJournalAsync(queries.ListAsync(query, cancellation), "*");
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<EpisodeNotice> WatchAsync(Owner owner, EpisodeId? id, CancellationToken cancellation) => notices.WatchAsync(owner, id, cancellation);

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
    public int Release(ImmutableArray<LoadedEnvironment> environments)
    {
        var remaining = 0;
        foreach (var (_, cell) in cells)
        {
            if (cell.Episode is not { } episode || !environments.Contains(episode.Environment.Loaded))
            {
                continue;
            }

            if (episode is { Now.IsRunning: false } && cell.TryRetire(long.MaxValue))
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
            starter.Forget(environments);
        }

        return remaining;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        isStopped = true;
        containment.Dispose();
        return sweeper.DisposeAsync();
    }

    /// <summary>Passivates idle episodes and removes expired ones.</summary>
    internal async Task SweepAsync()
    {
        if (Interlocked.Exchange(ref isSweeping, 1) != 0)
        {
            return;
        }

        try
        {
            var now = time.GetUtcNow();
            var passivated = Passivate((now - options.IdleTimeout).UtcTicks, endedOnly: false);
            foreach (var overdue in (await journal.FindOverdueAsync(now).ConfigureAwait(false)).Chunk(ClosedAtOnce))
            {
                await Task.WhenAll(overdue.Select(EndOverdueAsync)).ConfigureAwait(false);
            }

            var removed = 0;
            while (await journal.ExpireAsync(now - options.Retention, now - options.AbandonedAfter).ConfigureAwait(false) is { Count: > 0 } expired && !isStopped)
            {
                removed += expired.Count;
                DropRemoved(expired);
            }

            EpisodeLog.Swept(logger, passivated, removed, LiveEpisodes);
        }
        catch (Exception fault)
        {
            EpisodeLog.SweepFailed(logger, fault);
        }
        finally
        {
            Volatile.Write(ref isSweeping, 0);
        }
    }

    /// <summary>Ends an episode as expired; one that cannot be folded again, because its plugin is gone or its record damaged, too.</summary>
    private async Task EndOverdueAsync(EpisodeKey key)
    {
        var closing = new CloseEpisode(key.Owner, key.Id, EpisodeClosed.Expired);
        var reply = await CloseAsync(closing).ConfigureAwait(false);
        if (reply.Problem?.Code is ProblemCode.PluginUnavailable or ProblemCode.ReplayDiverged or ProblemCode.OperatorFault)
        {
            var count = await journal.CountAsync(key).ConfigureAwait(false);
            await journal.AppendAsync(key, count, new EpisodeClosed { Reason = closing.Reason, WallTime = time.GetUtcNow() }).ConfigureAwait(false);
        }
    }

    /// <summary>Runs one request of a cell to its end. Never throws: a cell whose request failed must go on with the next.</summary>
    internal async ValueTask<EpisodeReply> AnswerAsync(EpisodeCell cell, object request, DateTimeOffset now)
    {
        try
        {
            return await HandleAsync(cell, request, now).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            return Failed(cell, fault);
        }
    }

    /// <summary>Counts rows that a cell's episode holds or no longer holds.</summary>
    internal void AddRows(long rows) => Interlocked.Add(ref rowsHeld, rows);

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
            return ValueTask.FromResult(Stopped());
        }

        var now = time.GetUtcNow();
        while (true)
        {
            var cell = cells.TryGetValue(key, out var known) ? known : Add(key);
            switch (cell.Enter(request, options.MailboxCapacity, now, out var reply))
            {
                case Admission.Runs:
                    return RunAsync(cell, request, now, cancellation);
                case Admission.Waits:
                    return new ValueTask<EpisodeReply>(reply!.WaitAsync(cancellation));
                case Admission.Full:
                    return ValueTask.FromResult(Overloaded($"{options.MailboxCapacity} requests wait for the episode, as many as may: send the next one after a reply."));
                default:
                    Forget(cell);
                    break;
            }
        }
    }

    private ValueTask<EpisodeReply> RunAsync(EpisodeCell cell, object request, DateTimeOffset now, CancellationToken cancellation)
    {
        var handling = HandleAsync(cell, request, now);
        if (!handling.IsCompletedSuccessfully)
        {
            return new ValueTask<EpisodeReply>(LeaveAfterAsync(cell, handling).WaitAsync(cancellation));
        }

        var reply = handling.Result;
        cell.Leave();
        return ValueTask.FromResult(reply);
    }

    /// <summary>Begins one request of a cell. Throws only through the task.</summary>
    private ValueTask<EpisodeReply> HandleAsync(EpisodeCell cell, object request, DateTimeOffset now)
    {
        try
        {
            return request switch
            {
                StepEpisode step => HandleStepAsync(cell, step, now),
                CloseEpisode close => HandleCloseAsync(cell, close, now),
                ForkEpisode fork => HandleForkAsync(cell, fork, now),
                _ => HandleQueryAsync(cell, (QueryEpisode)request),
            };
        }
        catch (Exception fault)
        {
            return ValueTask.FromResult(Failed(cell, fault));
        }
    }

    private async Task<EpisodeReply> LeaveAfterAsync(EpisodeCell cell, ValueTask<EpisodeReply> handling)
    {
        try
        {
            return await handling.ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            return Failed(cell, fault);
        }
        finally
        {
            cell.Leave();
        }
    }

    private EpisodeCell Add(EpisodeKey key)
    {
        var cell = new EpisodeCell(key, this);
        var known = cells.GetOrAdd(key, cell);
        if (ReferenceEquals(known, cell))
        {
            Interlocked.Increment(ref live);
        }

        return known;
    }

    private ValueTask<AppendOutcome> Append(EpisodeKey key, int expectedIndex, EpisodeEvent added, CancellationToken cancellation)
    {
        try
        {
            return journal.AppendAsync(key, expectedIndex, added, cancellation);
        }
        catch (Exception fault)
        {
            return ValueTask.FromException<AppendOutcome>(fault);
        }
    }

    private EpisodeReply Failed(EpisodeCell cell, Exception fault)
    {
        if (fault is WorkersLostException)
        {
            return Overloaded(fault.Message);
        }

        EpisodeLog.RequestFailed(logger, cell.Key.Id.Value, fault);
        cell.Episode = null;
        return EpisodeReply.Refused(fault is JournalDamageException damage ? Episode.Damaged(damage) : Unavailable());
    }

    /// <summary>An answer that needs the journal alone; what the journal throws becomes a refusal.</summary>
    private async ValueTask<EpisodeReply> FromJournalAsync(ValueTask<EpisodeReply> answer, string id)
    {
        try
        {
            return await answer.ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            EpisodeLog.JournalFailed(logger, id, fault);
            return EpisodeReply.Refused(fault is JournalDamageException damage ? Episode.Damaged(damage) : Unavailable());
        }
    }

    /// <summary>Whether there is no room for so many episodes more.</summary>
    private bool IsFullFor(int episodes) => LiveEpisodes + episodes > options.MaxLiveEpisodes || RowsHeld + scenarios.Rows > options.MaxRowsHeld;

    /// <summary>Looks through all live episodes, so a server that stays full does it once a period and refuses at once in between.</summary>
    private bool MakeRoom(int episodes = 0)
    {
        var now = time.GetUtcNow().UtcTicks;
        var latest = Interlocked.Read(ref latestMakeRoom);
        if (now - latest >= MakeRoomPeriod.Ticks && Interlocked.CompareExchange(ref latestMakeRoom, now, latest) == latest)
        {
            Passivate(long.MaxValue, endedOnly: true);
        }

        return !IsFullFor(episodes);
    }

    private int Passivate(long unusedSince, bool endedOnly)
    {
        var passivated = 0;
        foreach (var (_, cell) in cells)
        {
            if ((!endedOnly || cell.Episode is { Now.IsRunning: false }) && cell.TryRetire(unusedSince))
            {
                Forget(cell);
                passivated++;
            }
        }

        return passivated;
    }

    private static System.Text.Json.JsonElement Kept(System.Text.Json.JsonElement json) =>
        json.ValueKind == System.Text.Json.JsonValueKind.Undefined ? json : json.Clone();

    private static EpisodeReply Overloaded(string detail) =>
        EpisodeReply.Refused(new Problem(ProblemCode.Overloaded, detail) { RetryAfterSeconds = RetryAfterSeconds });

    private static EpisodeReply Stopped() =>
        EpisodeReply.Refused(new Problem(ProblemCode.ShuttingDown, "The server is shutting down: try again on another one.") { RetryAfterSeconds = RetryAfterSeconds });

    private static Problem Unavailable() =>
        new(ProblemCode.JournalUnavailable, "The journal did not answer and the request changed nothing that is known: repeat it with the same step or request id.") { RetryAfterSeconds = RetryAfterSeconds };
}

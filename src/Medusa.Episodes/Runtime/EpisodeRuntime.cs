using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Medusa.Episodes;

/// <summary>
/// What one request does to one episode: decide on a worker, journal, fold. The engines share it and differ only in where episodes live and how requests reach them.
/// A request is answered by <see cref="HandleAsync"/>; its caller sees to it that no two run in one place at a time.
/// </summary>
public sealed partial class EpisodeRuntime : IDisposable
{
    private const int MaxAttempts = 4;
    private static readonly TimeSpan MakeRoomPeriod = TimeSpan.FromMilliseconds(100);

    private readonly IEpisodePlaces places;
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
    private long latestMakeRoom;
    private long rowsHeld;
    private volatile bool isStopped;

    /// <summary>A runtime without episodes.</summary>
    /// <param name="places">Where the engine keeps episodes.</param>
    /// <param name="catalogue">The environments.</param>
    /// <param name="journal">Where events are kept.</param>
    /// <param name="options">Limits; validated by the caller.</param>
    /// <param name="time">The clock of the log, of passivation and of retention.</param>
    /// <param name="logger">The log.</param>
    public EpisodeRuntime(IEpisodePlaces places, IEnvironmentCatalogue catalogue, IEpisodeJournal journal, EpisodesOptions options, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(places);
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        (this.places, this.journal, this.options, this.time, this.logger) = (places, journal, options, time, logger);
        containment = new Containment(options, catalogue as IPluginHost, time, logger, () => RowsHeld, places);
        scenarios = new ScenarioCache(options.ScenarioCacheEntries, options.ScenarioCacheRows, containment.Metrics);
        starter = new EpisodeStarter(catalogue, options, scenarios);
        histories = new EpisodeHistories(journal);
        families = new FamilyNumbers(journal);
        loader = new EpisodeLoader(journal, histories, starter, containment, options, logger);
        queries = new EpisodeQueries(journal, histories, starter, loader, containment, options);
    }

    /// <summary>Why no request can be answered for now, in one sentence; null where they can.</summary>
    public string? WhyNotReady => containment.IsExhausted ? new WorkersLostException().Message : journal.WhyNotReady;

    /// <summary>How many table rows live episodes hold beside those that scenarios share.</summary>
    public long RowsHeld => Interlocked.Read(ref rowsHeld);

    /// <summary>How many requests may wait for one episode.</summary>
    public int MailboxCapacity => options.MailboxCapacity;

    /// <summary>The time.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Whether a query is answered from the journal alone, without the episode's place.</summary>
    /// <param name="query">The query.</param>
    public static bool NeedsJournalOnly(QueryEpisode query) => EpisodeQueries.NeedsJournalOnly(query);

    /// <summary>Begins one request of an episode that has its place to itself until the answer is there. Never throws but through the task.</summary>
    /// <param name="slot">The episode's place.</param>
    /// <param name="request">A <see cref="StepEpisode"/>, <see cref="CloseEpisode"/>, <see cref="ForkEpisode"/> or <see cref="QueryEpisode"/>.</param>
    /// <param name="now">When the request came.</param>
    /// <param name="caller">The span that asks, where the request has come over a hop; else the current one is taken.</param>
    public ValueTask<EpisodeReply> HandleAsync(EpisodeSlot slot, object request, DateTimeOffset now, ActivityContext caller = default)
    {
        ArgumentNullException.ThrowIfNull(slot);
        try
        {
            return request switch
            {
                StepEpisode step => ObservesSteps ? ObserveStepAsync(slot, step, now, caller) : HandleStepAsync(slot, step, now),
                CloseEpisode close => HandleCloseAsync(slot, close, now),
                ForkEpisode fork => HandleForkAsync(slot, fork, now),
                _ => HandleQueryAsync(slot, (QueryEpisode)request),
            };
        }
        catch (Exception fault)
        {
            return ValueTask.FromResult(Failed(slot, fault));
        }
    }

    /// <summary>The answer to a request that failed inside the engine; the episode is read again from the journal.</summary>
    /// <param name="slot">The episode's place.</param>
    /// <param name="fault">What happened.</param>
    public EpisodeReply Failed(EpisodeSlot slot, Exception fault)
    {
        ArgumentNullException.ThrowIfNull(slot);
        if (fault is WorkersLostException)
        {
            return EpisodeRefusals.Overloaded(fault.Message);
        }

        EpisodeLog.RequestFailed(logger, slot.Key.Id.Value, fault);
        slot.Episode = null;
        return EpisodeReply.Refused(fault is JournalDamageException damage ? Episode.Damaged(damage) : EpisodeRefusals.JournalAway());
    }

    /// <summary>Answers a query that needs the journal alone.</summary>
    /// <param name="query">The query.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public ValueTask<EpisodeReply> AnswerFromJournalAsync(QueryEpisode query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        return FromJournalAsync(queries.AnswerFromJournalAsync(new EpisodeKey(query.Owner, query.Id), query, cancellation), query.Id.Value);
    }

    /// <summary>Lists episodes.</summary>
    /// <param name="query">The filter and page.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public ValueTask<EpisodeReply> ListAsync(ListEpisodes query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        return FromJournalAsync(queries.ListAsync(query, cancellation), "*");
    }

    /// <summary>What happens to a caller's episodes in this process from now on, until the token is cancelled.</summary>
    /// <param name="owner">The caller.</param>
    /// <param name="id">One episode; null for all of them.</param>
    /// <param name="cancellation">Ends it.</param>
    public IAsyncEnumerable<EpisodeNotice> WatchAsync(Owner owner, EpisodeId? id, CancellationToken cancellation) => notices.WatchAsync(owner, id, cancellation);

    /// <summary>Drops what was derived from environments that drain.</summary>
    /// <param name="environments">The environments.</param>
    public void Forget(IEnumerable<LoadedEnvironment> environments) => starter.Forget(environments);

    /// <summary>Whether a place holds an episode of one of these environments.</summary>
    /// <param name="slot">The place.</param>
    /// <param name="environments">The environments.</param>
    public static bool Uses(EpisodeSlot slot, IReadOnlyCollection<LoadedEnvironment> environments)
    {
        ArgumentNullException.ThrowIfNull(slot);
        return slot.Episode is { } episode && environments.Contains(episode.Environment.Loaded);
    }

    /// <summary>Refuses what comes from now on, and ends the workers.</summary>
    public void Dispose()
    {
        isStopped = true;
        containment.Dispose();
    }

    /// <summary>Counts rows that an episode holds or no longer holds.</summary>
    internal void AddRows(long rows) => Interlocked.Add(ref rowsHeld, rows);

    private ValueTask<AppendOutcome> Append(EpisodeKey key, int expectedIndex, EpisodeEvent added, CancellationToken cancellation, bool hasSpan = true)
    {
        try
        {
            return ObservesAppends ? ObserveAppendAsync(key, expectedIndex, added, cancellation, hasSpan) : journal.AppendAsync(key, expectedIndex, added, cancellation);
        }
        catch (Exception fault)
        {
            return ValueTask.FromException<AppendOutcome>(fault);
        }
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
            return EpisodeReply.Refused(fault is JournalDamageException damage ? Episode.Damaged(damage) : EpisodeRefusals.JournalAway());
        }
    }

    /// <summary>Whether there is no room for so many episodes more.</summary>
    private bool IsFullFor(int episodes) => places.LiveEpisodes + episodes > options.MaxLiveEpisodes || RowsHeld + scenarios.Rows > options.MaxRowsHeld;

    /// <summary>Looks through all live episodes, so a server that stays full does it once a period and refuses at once in between.</summary>
    private bool MakeRoom(int episodes = 0)
    {
        var now = time.GetUtcNow().UtcTicks;
        var latest = Interlocked.Read(ref latestMakeRoom);
        if (now - latest >= MakeRoomPeriod.Ticks && Interlocked.CompareExchange(ref latestMakeRoom, now, latest) == latest)
        {
            Metrics.Passivated(places.Passivate(long.MaxValue, endedOnly: true), "room");
        }

        return !IsFullFor(episodes);
    }
}

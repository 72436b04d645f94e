using System.Collections.Frozen;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>What the engine measures: steps, episodes, plugin code, recoveries, and what is held beside what may be.</summary>
internal sealed class EpisodeMetrics : IDisposable
{
    /// <summary>Why episodes end. A reason that is not here is counted as <c>other</c>, so that no caller can add one.</summary>
    private static readonly FrozenSet<string> Reasons = new[]
    {
        EpisodeClosed.Expired, EpisodeClosed.InvalidActions, EpisodeClosed.OperatorFaults, "baseline", "deleted", "request_refused", "reset", "session_closed", "socket_closed",
    }.ToFrozenSet(StringComparer.Ordinal);

    private readonly Meter meter;
    private readonly Counter<long> steps;
    private readonly Histogram<double> stepDurations;
    private readonly Histogram<double> decisions;
    private readonly Histogram<double> appends;
    private readonly Histogram<double> recoveries;
    private readonly Counter<long> divergences;
    private readonly Counter<long> started;
    private readonly Counter<long> ended;
    private readonly Counter<long> passivated;
    private readonly Counter<long> scenarios;
    private readonly Counter<long> faults;

    /// <param name="scope">What tells this engine's instruments from another's in the same process.</param>
    /// <param name="workers">The workers.</param>
    /// <param name="options">The limits, which stand beside what they limit.</param>
    /// <param name="rows">Reads the rows held.</param>
    /// <param name="places">The episodes in memory.</param>
    public EpisodeMetrics(object scope, PluginWorkers workers, EpisodesOptions options, Func<long> rows, IEpisodePlaces places)
    {
        meter = new Meter(new MeterOptions(MedusaTelemetry.EpisodesMeter) { Scope = scope });
        steps = meter.CreateCounter<long>("medusa.steps", "{step}", "Steps that were answered, by environment, operator and outcome (taken, replayed, echoed, refused), and for refusals the problem's code.");
        stepDurations = Durations.Create(meter, "medusa.step.duration", "From a step's arrival at the engine to its answer, the wait in the mailbox included, by environment and outcome.");
        decisions = Durations.Create(meter, "medusa.decide.duration", "How long plugin code took to decide a step, by environment and operator.");
        appends = Durations.Create(meter, "medusa.journal.append.duration", "From an event's hand-over to the journal to its commit, by outcome (appended, conflict, failed, other).");
        recoveries = Durations.Create(meter, "medusa.recovery.duration", "How long an episode took to come back from the journal, by environment and outcome (recovered, diverged, refused); its count is the number of recoveries.");
        divergences = meter.CreateCounter<long>("medusa.replay.divergences", "{episode}", "Episodes that folded differently from their record, by environment and where it showed (recovery, verify).");
        started = meter.CreateCounter<long>("medusa.episodes.started", "{episode}", "Episodes that began, by environment and origin (create, fork).");
        ended = meter.CreateCounter<long>("medusa.episodes.ended", "{episode}", "Episodes that ended, by environment and reason: terminated or truncated by a step, else why they were closed.");
        passivated = meter.CreateCounter<long>("medusa.episodes.passivated", "{episode}", "Episodes that left memory, by reason (idle, room); the journal has them.");
        scenarios = meter.CreateCounter<long>("medusa.scenarios", "{scenario}", "Scenarios that were asked for, by environment and outcome (kept: from the cache, generated).");
        faults = meter.CreateCounter<long>("medusa.plugin.faults", "{fault}", "Faults of plugin code, by plugin and reason (exception, bad_result, overrun).");
        meter.CreateObservableGauge("medusa.mailboxes.waiting", () => places.WaitingRequests, "{request}", "Requests that wait in mailboxes because another of their episode runs.");
        meter.CreateObservableGauge("medusa.mailboxes.limit", () => options.MailboxCapacity, "{request}", "Requests that may wait in one mailbox.");
        meter.CreateObservableGauge("medusa.episodes.live", () => places.LiveEpisodes, "{episode}", "Episodes in memory.");
        meter.CreateObservableGauge("medusa.episodes.limit", () => options.MaxLiveEpisodes, "{episode}", "Episodes that may be in memory.");
        meter.CreateObservableGauge("medusa.rows.held", rows, "{row}", "Table rows of live episodes beside those that scenarios share.");
        meter.CreateObservableGauge("medusa.rows.limit", () => options.MaxRowsHeld, "{row}", "Table rows that live episodes and kept scenarios may hold.");
        meter.CreateObservableGauge("medusa.workers.waiting", () => workers.Waiting, "{request}", "Requests that wait for a worker.");
        meter.CreateObservableGauge("medusa.workers.lost", () => workers.Lost, "{thread}", "Threads held by plugin code that does not return.");
        meter.CreateObservableGauge("medusa.workers.lost.limit", () => options.MaxLostWorkers, "{thread}", "Threads held by plugin code that are replaced.");
    }

    /// <summary>Whether anybody asks about single steps.</summary>
    public bool ObservesSteps => steps.Enabled || stepDurations.Enabled || decisions.Enabled;

    /// <summary>Whether anybody asks about appends.</summary>
    public bool ObservesAppends => appends.Enabled;

    /// <summary>Measures a step that was answered.</summary>
    /// <param name="environment">The environment's name.</param>
    /// <param name="applied">The operator's name.</param>
    /// <param name="reply">The answer.</param>
    /// <param name="elapsed">Since it came.</param>
    public void Stepped(string environment, string applied, EpisodeReply reply, TimeSpan elapsed)
    {
        var outcome = reply switch
        {
            { Problem: not null } => "refused",
            { Replayed: true } => "replayed",
            { Echo: true } => "echoed",
            _ => "taken",
        };
        var tags = new TagList { { TelemetryTag.Environment, environment }, { TelemetryTag.Outcome, outcome } };
        stepDurations.Record(Math.Max(0, elapsed.TotalSeconds), tags);
        tags.Add(TelemetryTag.Operator, applied);
        if (reply.Problem is { } problem)
        {
            tags.Add(TelemetryTag.Error, problem.MeasuredCode);
        }

        steps.Add(1, tags);
    }

    /// <summary>Measures plugin code that decided a step.</summary>
    /// <param name="environment">The environment's name.</param>
    /// <param name="applied">The operator's name.</param>
    /// <param name="start">When it began, a timestamp.</param>
    public void Decided(string environment, string applied, long start) =>
        decisions.Record(Durations.Since(start), Tag(TelemetryTag.Environment, environment), Tag(TelemetryTag.Operator, applied));

    /// <summary>Measures an append.</summary>
    /// <param name="outcome">What became of it; null where that is unknown.</param>
    /// <param name="start">When it began, a timestamp.</param>
    public void Appended(AppendOutcome? outcome, long start) => appends.Record(Durations.Since(start), Tag(TelemetryTag.Outcome, outcome switch
    {
        AppendOutcome.Appended => "appended",
        AppendOutcome.Conflict => "conflict",
        null => "failed",
        _ => "other",
    }));

    /// <summary>Measures that an episode came back from the journal, or could not.</summary>
    /// <param name="episode">The episode; null where it could not.</param>
    /// <param name="problem">Why not.</param>
    /// <param name="start">When it began, a timestamp.</param>
    public void Recovered(Episode? episode, Problem? problem, long start)
    {
        var outcome = episode switch { null => "refused", { DivergedAt: not null } => "diverged", _ => "recovered" };
        var tags = new TagList { { TelemetryTag.Environment, episode?.Environment.Definition.Name ?? StepObservation.None }, { TelemetryTag.Outcome, outcome } };
        if (problem is not null)
        {
            tags.Add(TelemetryTag.Error, problem.MeasuredCode);
        }

        recoveries.Record(Durations.Since(start), tags);
        if (episode is { DivergedAt: not null })
        {
            Diverged(episode.Environment.Definition.Name, "recovery");
        }
    }

    /// <summary>Counts an episode that folds differently from its record.</summary>
    /// <param name="environment">The environment's name.</param>
    /// <param name="origin">Where it showed.</param>
    public void Diverged(string environment, string origin) => divergences.Add(1, Tag(TelemetryTag.Environment, environment), Tag(TelemetryTag.Origin, origin));

    /// <summary>Counts a beginning.</summary>
    /// <param name="environment">The environment's name.</param>
    /// <param name="first">The first event.</param>
    public void Started(string environment, EpisodeEvent first) =>
        started.Add(1, Tag(TelemetryTag.Environment, environment), Tag(TelemetryTag.Origin, first is EpisodeForked ? "fork" : "create"));

    /// <summary>Counts an end, where an event is one. Called before the event is folded.</summary>
    /// <param name="episode">The episode.</param>
    /// <param name="added">The event.</param>
    public void Ended(Episode episode, EpisodeEvent added)
    {
        var reason = added switch
        {
            _ when !ended.Enabled || !episode.Now.IsRunning => null,
            StepTaken { Status: EpisodeStatus.Terminated } => "terminated",
            StepTaken { Status: EpisodeStatus.Truncated } => "truncated",
            EpisodeClosed closed => Reasons.TryGetValue(closed.Reason, out var known) ? known : "other",
            _ => null,
        };
        if (reason is not null)
        {
            ended.Add(1, Tag(TelemetryTag.Environment, episode.Environment.Definition.Name), Tag(TelemetryTag.Reason, reason));
        }
    }

    /// <summary>Counts episodes that left memory.</summary>
    /// <param name="episodes">How many.</param>
    /// <param name="reason">Why.</param>
    public void Passivated(int episodes, string reason)
    {
        if (episodes > 0)
        {
            passivated.Add(episodes, Tag(TelemetryTag.Reason, reason));
        }
    }

    /// <summary>Counts a scenario that was asked for.</summary>
    /// <param name="environment">The environment's name.</param>
    /// <param name="wasKept">Whether the cache had it.</param>
    public void AskedForScenario(string environment, bool wasKept) =>
        scenarios.Add(1, Tag(TelemetryTag.Environment, environment), Tag(TelemetryTag.Outcome, wasKept ? "kept" : "generated"));

    /// <summary>Counts a fault.</summary>
    /// <param name="plugin">The plugin.</param>
    /// <param name="fault">What happened.</param>
    public void Faulted(PluginProvenance plugin, Exception fault) =>
        faults.Add(1, Tag(TelemetryTag.Plugin, $"{plugin.Id}@{plugin.Version}"), Tag(TelemetryTag.Reason, OperatorFaults.ReasonOf(fault)));

    public void Dispose() => meter.Dispose();

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}

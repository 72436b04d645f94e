using Medusa.Operators.Abstractions;
using Microsoft.Extensions.Logging;

namespace Medusa.Episodes;

/// <summary>Brings episodes back from the journal by folding their events again, and compares every digest with the record.</summary>
internal sealed class EpisodeLoader(IEpisodeJournal journal, EpisodeStarter starter, Containment containment, EpisodesOptions options, ILogger logger)
{
    /// <summary>Loads an episode.</summary>
    /// <returns>The episode, or why there is none.</returns>
    public async ValueTask<(Episode? Episode, Problem? Problem)> LoadAsync(EpisodeKey key)
    {
        var events = await journal.ReadAsync(key).ConfigureAwait(false);
        if (events.Count == 0)
        {
            return (null, await AbsentAsync(key).ConfigureAwait(false));
        }

        var started = (EpisodeStarted)events[0];
        if (starter.Find(started.Environment, started.Version) is not { } environment)
        {
            return (null, Unavailable(started));
        }

        if (options.RequireSameBytes && environment.Loaded.Provenance.Sha256 != started.Provenance.Sha256)
        {
            return (null, Unavailable(started));
        }

        try
        {
            return (await containment.RunAsync(null, token => Refold(started, environment, events, token), refolds: true).ConfigureAwait(false), null);
        }
        catch (PluginOverrunException late)
        {
            containment.Note(environment.Loaded, key, late);
            return (null, OperatorFaults.OfQuery(environment.Loaded, late));
        }
        catch (Exception fault) when (fault is not WorkersLostException)
        {
            EpisodeLog.ReplayFaulted(logger, key.Id.Value, 0, fault);
            return (null, Episode.Diverged(0));
        }
    }

    /// <summary>The moment after one of an episode's steps. Plugin code: runs on a worker.</summary>
    /// <param name="episode">The episode.</param>
    /// <param name="at">0 to the number of steps taken.</param>
    /// <param name="events">The episode's events.</param>
    /// <param name="cancellation">Cancelled once it is over its time.</param>
    public Moment MomentAt(Episode episode, int at, IReadOnlyList<EpisodeEvent> events, CancellationToken cancellation)
    {
        var started = episode.Started;
        var scenario = starter.ScenarioOf(started, episode.Environment);
        var moment = EpisodeFold.Start(episode.Environment.Definition, scenario, started.Seed, started.Task, started.Label ?? started.Id.Value);
        foreach (var journaled in events)
        {
            if (journaled is StepTaken step && step.Index <= at)
            {
                moment = episode.Refold(moment, step, cancellation);
            }
        }

        return moment;
    }

    /// <summary>Why a key has no episode.</summary>
    public async ValueTask<Problem> AbsentAsync(EpisodeKey key) => await journal.HasExpiredAsync(key).ConfigureAwait(false)
        ? new Problem(ProblemCode.EpisodeExpired, $"Episode '{key.Id}' ended and is no longer kept: create another one.")
        : new Problem(ProblemCode.UnknownEpisode, $"There is no episode '{key.Id}': create it, or correct the id.");

    private Episode Refold(EpisodeStarted started, PreparedEnvironment environment, IReadOnlyList<EpisodeEvent> events, CancellationToken cancellation)
    {
        var scenario = starter.ScenarioOf(started, environment);
        var episode = new Episode(started, environment, EpisodeFold.Start(environment.Definition, scenario, started.Seed, started.Task, started.Label ?? started.Id.Value));
        if (new StateDigest(episode.Now.View.State.Digest) != episode.Started.StateDigest)
        {
            Diverge(episode, 0);
        }

        for (var index = 1; index < events.Count; index++)
        {
            episode.Apply(events[index], events[index] switch
            {
                StepTaken step => Refold(episode, step, cancellation),
                EpisodeClosed { IsTruncation: true } closed => episode.Now.Truncated(closed.Reason),
                _ => episode.Now,
            });
        }

        return episode;
    }

    private Moment Refold(Episode episode, StepTaken step, CancellationToken cancellation)
    {
        if (episode.DivergedAt is null)
        {
            try
            {
                var after = episode.Refold(episode.Now, step, cancellation);
                if (IsAsRecorded(after.View, step))
                {
                    return after;
                }
            }
            catch (Exception fault)
            {
                EpisodeLog.ReplayFaulted(logger, episode.Started.Id.Value, step.Index, fault);
            }

            Diverge(episode, step.Index);
        }

        return new Moment(
            episode.Now.View with { Step = step.Index, Status = step.Status, EndReason = step.EndReason, CumulativeReward = step.CumulativeReward },
            episode.Now.TimesPaid);
    }

    private static bool IsAsRecorded(EpisodeView view, StepTaken step) =>
        new StateDigest(view.State.Digest) == step.StateDigest
        && view.Step == step.Index
        && view.Status == step.Status
        && view.CumulativeReward.Equals(step.CumulativeReward);

    private void Diverge(Episode episode, int step)
    {
        var started = episode.Started;
        EpisodeLog.ReplayDiverged(logger, started.Id.Value, step, started.Environment, started.Version);
        episode.Diverge(step);
    }

    private static Problem Unavailable(EpisodeStarted started) => new(
        ProblemCode.PluginUnavailable,
        $"The episode runs in {started.Environment}@{started.Version} of plugin {started.Provenance.Id}@{started.Provenance.Version}, which this server does not offer: install it.")
    {
        Extensions = Record.Of(("environment", started.Environment), ("version", started.Version), ("plugin", $"{started.Provenance.Id}@{started.Provenance.Version}")),
        RetryAfterSeconds = 30,
    };
}

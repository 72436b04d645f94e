using Medusa.Operators.Abstractions;
using Microsoft.Extensions.Logging;

namespace Medusa.Episodes;

/// <summary>Brings episodes back from the journal by folding their events again, and compares every digest with the record.</summary>
internal sealed class EpisodeLoader(IEpisodeJournal journal, EpisodeHistories histories, EpisodeStarter starter, Containment containment, EpisodesOptions options, ILogger logger)
{
    /// <summary>Loads an episode.</summary>
    /// <returns>The episode, or why there is none.</returns>
    public async ValueTask<(Episode? Episode, Problem? Problem)> LoadAsync(EpisodeKey key)
    {
        EpisodeHistory? history;
        try
        {
            history = await histories.ReadAsync(key, withReplies: false).ConfigureAwait(false);
        }
        catch (JournalDamageException damage)
        {
            EpisodeLog.ReplayFaulted(logger, key.Id.Value, damage.Index, damage);
            return (null, Episode.Damaged(damage));
        }

        if (history is null)
        {
            return (null, await AbsentAsync(key).ConfigureAwait(false));
        }

        if (Find(history.Started, out var environment) is { } problem)
        {
            return (null, problem);
        }

        try
        {
            return (await containment.RunAsync(null, token => Refold(history, environment, token), refolds: true).ConfigureAwait(false), null);
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

    /// <summary>The code that may refold an episode, or why there is none.</summary>
    public Problem? Find(EpisodeStarted started, out PreparedEnvironment environment)
    {
        environment = starter.Find(started.Environment, started.Version)!;
        return environment is null || (options.RequireSameBytes && environment.Loaded.Provenance.Sha256 != started.Provenance.Sha256) ? Unavailable(started) : null;
    }

    /// <summary>The moment after one of an episode's steps. Plugin code: runs on a worker.</summary>
    /// <param name="episode">The episode.</param>
    /// <param name="at">0 to the number of steps taken.</param>
    /// <param name="history">The episode's history.</param>
    /// <param name="cancellation">Cancelled once it is over its time.</param>
    /// <exception cref="ReplayDivergedException">The record says otherwise.</exception>
    public Moment MomentAt(Episode episode, int at, EpisodeHistory history, CancellationToken cancellation)
    {
        var started = episode.Started;
        var scenario = starter.ScenarioOf(started, episode.Environment);
        var moment = EpisodeFold.Start(episode.Environment.Definition, scenario, started.Seed, started.Task, started.Label ?? started.Id.Value);
        var comparison = new RefoldComparison();
        comparison.Start(moment, history.Origin);
        foreach (var step in history.Steps.TakeWhile(step => step.Index <= at && comparison.DivergedAt is null))
        {
            moment = episode.Refold(moment, step, cancellation);
            comparison.Compare(moment.View, step);
        }

        if (comparison.DivergedAt is { } diverged)
        {
            throw new ReplayDivergedException(diverged);
        }

        return moment;
    }

    /// <summary>Why a key has no episode.</summary>
    public async ValueTask<Problem> AbsentAsync(EpisodeKey key) => await journal.HasExpiredAsync(key).ConfigureAwait(false)
        ? new Problem(ProblemCode.EpisodeExpired, $"Episode '{key.Id}' ended and is no longer kept: create another one.")
        : new Problem(ProblemCode.UnknownEpisode, $"There is no episode '{key.Id}': create it, or correct the id.");

    /// <summary>Folds a history and compares every step with its record.</summary>
    private Episode Refold(EpisodeHistory history, PreparedEnvironment environment, CancellationToken cancellation)
    {
        var started = history.Started;
        var label = started.Label ?? started.Id.Value;
        var moment = EpisodeFold.Start(environment.Definition, starter.ScenarioOf(started, environment), started.Seed, started.Task, label);
        var comparison = new RefoldComparison();
        comparison.Start(moment, history.Origin);
        var folds = new Episode(started, environment, moment);
        foreach (var step in history.Inherited)
        {
            moment = Refold(folds, moment, step, comparison, cancellation);
        }

        var episode = history.Fork is null ? folds : new Episode(started, environment, moment);
        foreach (var journaled in history.Own.Skip(1))
        {
            episode.Apply(journaled, journaled switch
            {
                StepTaken step => Refold(episode, episode.Now, step, comparison, cancellation),
                EpisodeClosed { IsTruncation: true } closed => episode.Now.Truncated(closed.Reason),
                _ => episode.Now,
            });
        }

        if (comparison.DivergedAt is { } diverged)
        {
            EpisodeLog.ReplayDiverged(logger, started.Id.Value, diverged, started.Environment, started.Version);
            episode.Diverge(diverged);
        }

        return episode;
    }

    private Moment Refold(Episode episode, Moment before, StepTaken step, RefoldComparison comparison, CancellationToken cancellation)
    {
        if (comparison.DivergedAt is null)
        {
            try
            {
                var after = episode.Refold(before, step, cancellation);
                if (comparison.Compare(after.View, step))
                {
                    return after;
                }
            }
            catch (Exception fault)
            {
                EpisodeLog.ReplayFaulted(logger, episode.Started.Id.Value, step.Index, fault);
                comparison.Diverge(step.Index);
            }
        }

        return new Moment(
            before.View with { Step = step.Index, Status = step.Status, EndReason = step.EndReason, CumulativeReward = step.CumulativeReward }, before.TimesPaid);
    }

    private static Problem Unavailable(EpisodeStarted started) => new(
        ProblemCode.PluginUnavailable,
        $"The episode runs in {started.Environment}@{started.Version} of plugin {started.Provenance.Id}@{started.Provenance.Version}, which this server does not offer: install it.")
    {
        Extensions = Record.Of(("environment", started.Environment), ("version", started.Version), ("plugin", $"{started.Provenance.Id}@{started.Provenance.Version}")),
        RetryAfterSeconds = 30,
    };
}

using System.Diagnostics;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <content>What one request does to the episode of a slot: decide on a worker, journal, fold.</content>
public sealed partial class EpisodeRuntime
{
    private async ValueTask<(Problem? Problem, Episode? Episode)> StartAsync(CreateEpisode command, EpisodeKey key, DateTimeOffset now, Seed? drawn = null)
    {
        Exception? fault;
        Problem? problem;
        try
        {
            (problem, var episode, fault) = await containment.RunAsync(
                null,
                _ => (Problem: starter.Start(command, journal, now, drawn, out var started, out var thrown), Episode: started, Fault: thrown)).ConfigureAwait(false);
            if (fault is null)
            {
                return (problem, episode);
            }
        }
        catch (WorkersLostException lost)
        {
            return (EpisodeRefusals.Overloaded(lost.Message).Problem, null);
        }
        catch (Exception thrown)
        {
            fault = thrown;
            problem = null;
        }

        if (starter.Environment(command.Environment) is { } environment)
        {
            containment.Note(environment, key, fault);
            problem ??= OperatorFaults.OfStart(environment, fault);
        }

        return (problem ?? EpisodeRefusals.JournalAway(), null);
    }

    private ValueTask<EpisodeReply> HandleStepAsync(EpisodeSlot slot, StepEpisode command, DateTimeOffset now)
    {
        if (slot.Episode is not { } episode)
        {
            return StepAsync(slot, command.Kept(), null, now);
        }

        slot.Observed?.Found(episode);
        if (StepRequest.Read(command, episode.Environment.Actions, out var request) is { } problem)
        {
            return ValueTask.FromResult(EpisodeReply.Refused(problem));
        }

        // An action that was read is not looked at as JSON again, so the caller's memory need not live on.
        return StepAsync(slot, request.Action is null ? command.Kept() : command, request, now);
    }

    /// <summary>
    /// A step. A writer that lost reloads and decides again; one whose append failed reloads too, and finds its own step in the journal or knows that it is not there.
    /// </summary>
    private async ValueTask<EpisodeReply> StepAsync(EpisodeSlot slot, StepEpisode command, StepRequest? read, DateTimeOffset now)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (slot.Episode is null && await LoadAsync(slot).ConfigureAwait(false) is { } absent)
            {
                return await RecordedAnswers.OfStepAsync(journal, slot.Key, command, absent).ConfigureAwait(false);
            }

            var episode = slot.Episode!;
            slot.Observed?.Found(episode);
            if (read is not { } request)
            {
                if (StepRequest.Read(command, episode.Environment.Actions, out request) is { } problem)
                {
                    return EpisodeReply.Refused(problem);
                }

                read = request;
            }

            slot.Observed?.Read(request);
            var recordedStep = episode.RecordedStepFor(request);
            var recorded = recordedStep == 0 ? null
                : recordedStep == episode.Last?.Index ? episode.Last
                : await journal.ReadStepAsync(slot.Key, recordedStep).ConfigureAwait(false);
            var decision = await DecideAsync(slot, episode, command, request, recorded, now).ConfigureAwait(false);
            if (await ConcludeAsync(slot, episode, decision, isRecorded: decision.Reply.Replayed).ConfigureAwait(false) is { } reply)
            {
                return reply;
            }
        }

        return EpisodeRefusals.Overloaded("Other writers step this episode too: send one step at a time.");
    }

    /// <summary>Journals what was decided and folds it; null where another writer was first and the step must be decided again.</summary>
    private async ValueTask<EpisodeReply?> ConcludeAsync(EpisodeSlot slot, Episode episode, Decision decision, bool isRecorded)
    {
        if (decision.Event is null)
        {
            if (!isRecorded && await IsStaleAsync(slot).ConfigureAwait(false))
            {
                slot.Episode = null;
                return null;
            }

            return decision.Reply;
        }

        AppendOutcome outcome;
        try
        {
            outcome = await Append(slot.Key, episode.EventCount, decision.Event, CancellationToken.None, hasSpan: slot.Observed is not null).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            EpisodeLog.JournalFailed(logger, slot.Key.Id.Value, fault);
            slot.Episode = null;
            return await ResolveAsync(slot, decision).ConfigureAwait(false);
        }

        if (outcome != AppendOutcome.Appended)
        {
            slot.Episode = null;
            return null;
        }

        Metrics.Ended(episode, decision.Event);
        episode.Apply(decision.Event, decision.After!);
        slot.CountRows();
        notices.Publish(episode, decision.Event);
        return decision.Reply;
    }

    /// <summary>Decides a step on a worker; a recorded answer needs none.</summary>
    private async ValueTask<Decision> DecideAsync(EpisodeSlot slot, Episode episode, StepEpisode command, StepRequest request, StepTaken? recorded, DateTimeOffset now)
    {
        if (recorded is not null)
        {
            return episode.Decide(command, request, recorded, options.InvalidActionLimit, now);
        }

        Decision decision;
        try
        {
            decision = slot.Observed is { } observed ? await ObserveDecisionAsync(observed, episode, command, request, now).ConfigureAwait(false) : await containment.RunAsync(
                episode.Now.View.State, token => episode.Decide(command, request, null, options.InvalidActionLimit, now, token)).ConfigureAwait(false);
        }
        catch (PluginOverrunException late)
        {
            decision = Overrun(episode, request, late);
        }

        return Judge(slot, episode, request, decision, now);
    }

    private static Decision Overrun(Episode episode, in StepRequest request, PluginOverrunException late)
    {
        var applied = request.Action?.Operator ?? episode.Environment.Definition.Operators[0];
        return Decision.Faulted(OperatorFaults.OfStep(episode.Environment.Loaded, applied, late, episode.Step + 1), late);
    }

    /// <summary>Counts a fault, and refuses what would hold too many rows.</summary>
    private Decision Judge(EpisodeSlot slot, Episode episode, in StepRequest request, Decision decision, DateTimeOffset now)
    {
        if (decision.Fault is { } fault)
        {
            containment.Note(episode.Environment.Loaded, slot.Key, fault, request.Action?.Operator);
            return episode.DecideFault(decision.Reply.Problem!, fault, now);
        }

        return decision.After is { } after && IsOverRows(episode, after) && !(MakeRoom() && !IsOverRows(episode, after))
            ? Decision.Refuse(EpisodeRefusals.Overloaded($"Live episodes hold {RowsHeld} table rows, {options.MaxRowsHeld} are allowed: close some, or try again later.").Problem!)
            : decision;
    }

    private bool IsOverRows(Episode episode, Moment after)
    {
        var added = ResultLimits.RowsOf(after.View.State) - ResultLimits.RowsOf(episode.Now.View.State);
        return added > 0 && RowsHeld + scenarios.Rows + added > options.MaxRowsHeld;
    }

    /// <summary>After an append of unknown outcome: the recorded answer if the journal holds the step, else 503.</summary>
    private async ValueTask<EpisodeReply> ResolveAsync(EpisodeSlot slot, Decision decision)
    {
        if (decision.Event is StepTaken step)
        {
            var recorded = await journal.ReadStepAsync(slot.Key, step.Index).ConfigureAwait(false);
            if (recorded is not null && recorded.Action.Span.SequenceEqual(step.Action.Span) && recorded.RequestId == step.RequestId && recorded.WallTime == step.WallTime)
            {
                return Episode.ReplyOf(recorded, replayed: false);
            }
        }

        return EpisodeReply.Refused(EpisodeRefusals.JournalAway());
    }

    private async ValueTask<EpisodeReply> HandleCloseAsync(EpisodeSlot slot, CloseEpisode command, DateTimeOffset now)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (slot.Episode is null && await LoadAsync(slot).ConfigureAwait(false) is { } absent)
            {
                return EpisodeReply.Refused(absent);
            }

            var episode = slot.Episode!;
            var decision = episode.Decide(command, now);
            if (decision.Event is null)
            {
                return decision.Reply;
            }

            if (await Append(slot.Key, episode.EventCount, decision.Event, CancellationToken.None).ConfigureAwait(false) == AppendOutcome.Appended)
            {
                Metrics.Ended(episode, decision.Event);
                episode.Apply(decision.Event, decision.After!);
                notices.Publish(episode, decision.Event);
                return decision.Reply;
            }

            slot.Episode = null;
        }

        return EpisodeRefusals.Overloaded("Other writers step this episode too: try again.");
    }

    private async ValueTask<EpisodeReply> HandleQueryAsync(EpisodeSlot slot, QueryEpisode query) =>
        await CurrentAsync(slot).ConfigureAwait(false) is { } absent
            ? await RecordedAnswers.OfQueryAsync(histories, slot.Key, query, absent).ConfigureAwait(false)
            : await queries.AnswerAsync(slot.Episode!, query).ConfigureAwait(false);

    /// <summary>Loads the episode where it is not in memory, or where the journal has moved on since.</summary>
    private async ValueTask<Problem?> CurrentAsync(EpisodeSlot slot)
    {
        if (slot.Episode is not null && await IsStaleAsync(slot).ConfigureAwait(false))
        {
            slot.Episode = null;
        }

        return slot.Episode is null ? await LoadAsync(slot).ConfigureAwait(false) : null;
    }

    /// <summary>Whether another process has written to the episode since it was loaded. One process alone need not ask.</summary>
    private async ValueTask<bool> IsStaleAsync(EpisodeSlot slot) =>
        journal.IsShared && await journal.CountAsync(slot.Key).ConfigureAwait(false) != slot.Episode!.EventCount;

    private async ValueTask<Problem?> LoadAsync(EpisodeSlot slot)
    {
        var start = Stopwatch.GetTimestamp();
        var (episode, problem) = await loader.LoadAsync(slot.Key).ConfigureAwait(false);
        slot.Episode = episode;
        if (problem?.Code is not (ProblemCode.UnknownEpisode or ProblemCode.EpisodeExpired))
        {
            Metrics.Recovered(episode, problem, start);
        }

        return problem;
    }
}

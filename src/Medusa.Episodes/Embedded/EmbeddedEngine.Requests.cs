namespace Medusa.Episodes;

/// <content>What one request does to the episode of a cell: decide, journal, fold.</content>
public sealed partial class EmbeddedEngine
{
    private ValueTask<EpisodeReply> HandleStepAsync(EpisodeCell cell, StepEpisode command, DateTimeOffset now)
    {
        if (cell.Episode is not { } episode)
        {
            return HandleStepSlowlyAsync(cell, command with { Action = Kept(command.Action) }, now);
        }

        if (StepRequest.Read(command, episode.Environment.Actions, out var request) is { } problem)
        {
            return ValueTask.FromResult(EpisodeReply.Refused(problem));
        }

        var recordedStep = episode.RecordedStepFor(request);
        if (recordedStep != 0 && recordedStep != episode.Last?.Index)
        {
            return HandleStepSlowlyAsync(cell, command with { Action = Kept(command.Action) }, now);
        }

        var decision = episode.Decide(command, request, recordedStep == 0 ? null : episode.Last, options.InvalidActionLimit, now);
        if (decision.Event is null)
        {
            return ValueTask.FromResult(Noted(episode, decision));
        }

        var append = Append(cell.Key, episode.EventCount, decision.Event, CancellationToken.None);
        if (!append.IsCompletedSuccessfully)
        {
            return HandleStepSlowlyAsync(cell, command with { Action = Kept(command.Action) }, now, decision, append);
        }

        if (append.Result == AppendOutcome.Appended)
        {
            episode.Apply(decision.Event, decision.After!);
            return ValueTask.FromResult(decision.Reply);
        }

        cell.Episode = null;
        return HandleStepSlowlyAsync(cell, command with { Action = Kept(command.Action) }, now);
    }

    /// <summary>
    /// Steps that need the journal to be read or waited for. A writer that lost reloads and decides again; one whose append failed reloads too, and finds its own
    /// step in the journal or knows that it is not there.
    /// </summary>
    private async ValueTask<EpisodeReply> HandleStepSlowlyAsync(
        EpisodeCell cell, StepEpisode command, DateTimeOffset now, Decision decision = default, ValueTask<AppendOutcome> pending = default)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (cell.Episode is null && await LoadAsync(cell).ConfigureAwait(false) is { } absent)
            {
                return EpisodeReply.Refused(absent);
            }

            var episode = cell.Episode!;
            if (decision.Event is null)
            {
                if (StepRequest.Read(command, episode.Environment.Actions, out var request) is { } problem)
                {
                    return EpisodeReply.Refused(problem);
                }

                var recordedStep = episode.RecordedStepFor(request);
                var recorded = recordedStep == 0 ? null
                    : recordedStep == episode.Last?.Index ? episode.Last
                    : await journal.ReadStepAsync(cell.Key, recordedStep).ConfigureAwait(false);
                decision = episode.Decide(command, request, recorded, options.InvalidActionLimit, now);
                if (decision.Event is null)
                {
                    return Noted(episode, decision);
                }

                pending = Append(cell.Key, episode.EventCount, decision.Event, CancellationToken.None);
            }

            try
            {
                if (await pending.ConfigureAwait(false) == AppendOutcome.Appended)
                {
                    episode.Apply(decision.Event, decision.After!);
                    return decision.Reply;
                }
            }
            catch (Exception fault)
            {
                EpisodeLog.JournalFailed(logger, cell.Key.Id.Value, fault);
                cell.Episode = null;
                return await ResolveAsync(cell, decision).ConfigureAwait(false);
            }

            cell.Episode = null;
            decision = default;
        }

        return Overloaded("Other writers step this episode too: send one step at a time.");
    }

    /// <summary>After an append of unknown outcome: the recorded answer if the journal holds the step, else 503.</summary>
    private async ValueTask<EpisodeReply> ResolveAsync(EpisodeCell cell, Decision decision)
    {
        if (decision.Event is StepTaken step)
        {
            var recorded = await journal.ReadStepAsync(cell.Key, step.Index).ConfigureAwait(false);
            if (recorded is not null && recorded.Action.Span.SequenceEqual(step.Action.Span) && recorded.RequestId == step.RequestId && recorded.WallTime == step.WallTime)
            {
                return Episode.ReplyOf(recorded, replayed: false);
            }
        }

        return EpisodeReply.Refused(Unavailable());
    }

    private async ValueTask<EpisodeReply> HandleCloseAsync(EpisodeCell cell, CloseEpisode command, DateTimeOffset now)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (cell.Episode is null && await LoadAsync(cell).ConfigureAwait(false) is { } absent)
            {
                return EpisodeReply.Refused(absent);
            }

            var episode = cell.Episode!;
            var decision = episode.Decide(command, now);
            if (decision.Event is null)
            {
                return decision.Reply;
            }

            if (await Append(cell.Key, episode.EventCount, decision.Event, CancellationToken.None).ConfigureAwait(false) == AppendOutcome.Appended)
            {
                episode.Apply(decision.Event, decision.After!);
                return decision.Reply;
            }

            cell.Episode = null;
        }

        return Overloaded("Other writers step this episode too: try again.");
    }

    private async ValueTask<EpisodeReply> HandleQueryAsync(EpisodeCell cell, QueryEpisode query) =>
        cell.Episode is null && await LoadAsync(cell).ConfigureAwait(false) is { } absent
            ? EpisodeReply.Refused(absent)
            : await queries.AnswerAsync(cell.Episode!, query).ConfigureAwait(false);

    private async ValueTask<Problem?> LoadAsync(EpisodeCell cell)
    {
        var (episode, problem) = await loader.LoadAsync(cell.Key).ConfigureAwait(false);
        cell.Episode = episode;
        return problem;
    }
}

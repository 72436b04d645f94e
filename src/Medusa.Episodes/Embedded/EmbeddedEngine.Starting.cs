using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <content>How episodes begin: one at a time.</content>
public sealed partial class EmbeddedEngine
{
    private const int MostMembers = 4_096;

    /// <inheritdoc/>
    public async ValueTask<EpisodeReply> CreateAsync(CreateEpisode command, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        cancellation.ThrowIfCancellationRequested();
        if (isStopped)
        {
            return Stopped();
        }

        if (command.Count is < 1 or > MostMembers)
        {
            return EpisodeQueries.Invalid("count", $"Input should be 1 to {MostMembers}", command.Count);
        }

        if (IsFullFor(command.Count) && !MakeRoom(command.Count))
        {
            return FullReply();
        }

        try
        {
            return command switch
            {
                { Group: { } group } => await JoinAsync(command, group).ConfigureAwait(false),
                { Count: > 1 } => await CreateGroupAsync(command).ConfigureAwait(false),
                _ => await CreateOneAsync(command, cancellation).ConfigureAwait(false),
            };
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            EpisodeLog.JournalFailed(logger, command.Id.Value, fault);
            return EpisodeReply.Refused(fault is JournalDamageException damage ? Episode.Damaged(damage) : Unavailable());
        }
    }

    /// <inheritdoc/>
    public ValueTask<EpisodeReply> ForkAsync(ForkEpisode command, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command.Count is < 1 or > MostMembers)
        {
            return ValueTask.FromResult(EpisodeQueries.Invalid("count", $"Input should be 1 to {MostMembers}", command.Count));
        }

        if (RequestIds.Check(command.RequestId) is { } wrong)
        {
            return ValueTask.FromResult(EpisodeReply.Refused(new Problem(ProblemCode.InvalidRequest, $"Correct '{wrong.DottedPath}': {wrong.Message}.") { Errors = [wrong] }));
        }

        return IsFullFor(command.Count) && !MakeRoom(command.Count) ? ValueTask.FromResult(FullReply()) : DispatchAsync(new EpisodeKey(command.Owner, command.Id), command, cancellation);
    }

    private async ValueTask<EpisodeReply> CreateOneAsync(CreateEpisode command, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var (problem, episode) = await StartAsync(command, new EpisodeKey(command.Owner, command.Id), now).ConfigureAwait(false);
        return problem is not null ? EpisodeReply.Refused(problem) : await AdmitAsync(episode!, episode!.Started, now, cancellation).ConfigureAwait(false);
    }

    /// <summary>The next free place in a family that others may be joining too.</summary>
    private async ValueTask<EpisodeReply> JoinAsync(CreateEpisode command, string group)
    {
        var reply = Overloaded("Others join this group too: try again.");
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var number = await families.TakeAsync(command.Owner, group, 1).ConfigureAwait(false);
            reply = await CreateOneAsync(command with { Id = EpisodeId.Family(group).Member(number) }, default).ConfigureAwait(false);
            if (reply.Problem?.Code != ProblemCode.EpisodeExists)
            {
                return reply;
            }

            families.Forget(command.Owner, group);
        }

        return reply;
    }

    /// <summary>Journals an episode's first event and gives it its place in memory.</summary>
    private async ValueTask<EpisodeReply> AdmitAsync(Episode episode, EpisodeEvent first, DateTimeOffset now, CancellationToken cancellation)
    {
        var key = new EpisodeKey(episode.Started.Owner, episode.Started.Id);
        try
        {
            return await Append(key, 0, first, cancellation).ConfigureAwait(false) switch
            {
                AppendOutcome.Appended => Admitted(key, episode, first, now),
                AppendOutcome.RequestTaken => await RepeatCreateAsync(episode.Started).ConfigureAwait(false),
                AppendOutcome.Full => Overloaded("The journal holds as many episodes as it may and none has ended: close some, or try again later."),
                AppendOutcome.SessionSuperseded => EpisodeReply.Refused(ProblemCode.SessionSuperseded, "Another connection has attached to this session: use that one, or attach again."),
                _ => await TakenAsync(key, episode.Started).ConfigureAwait(false),
            };
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            EpisodeLog.JournalFailed(logger, key.Id.Value, fault);
            return EpisodeReply.Refused(Unavailable());
        }
    }

    /// <summary>The id is taken: by the same request, if it carries an id of its own, or by another episode.</summary>
    private async ValueTask<EpisodeReply> TakenAsync(EpisodeKey key, EpisodeStarted started) =>
        started.RequestId is { } requestId && await journal.FindRequestAsync(key.Owner, requestId).ConfigureAwait(false) is not null
            ? await RepeatCreateAsync(started).ConfigureAwait(false)
            : EpisodeReply.Refused(ProblemCode.EpisodeExists, $"An episode '{key.Id}' exists: take another id, or step the one that exists.");

    private async ValueTask<EpisodeReply> RepeatCreateAsync(EpisodeStarted repeat) =>
        await RecordedAsync(repeat.Owner, repeat.RequestId!, repeat.Request).ConfigureAwait(false) ?? EpisodeReply.Refused(Unavailable());

    private async ValueTask<EpisodeReply?> RecordedAsync(Owner owner, string requestId, string? request) =>
        await FirstEventAsync(owner, requestId).ConfigureAwait(false) is { Beginning: { } began } ? Recorded(began, requestId, request) : null;

    /// <summary>The event with which a request started an episode; null where it has started none.</summary>
    private async ValueTask<EpisodeEvent?> FirstEventAsync(Owner owner, string requestId) =>
        await journal.FindRequestAsync(owner, requestId).ConfigureAwait(false) is { } key && await journal.ReadAsync(key).ConfigureAwait(false) is [{ Beginning: not null } first, ..] ? first : null;

    private static EpisodeReply Recorded(EpisodeStarted began, string requestId, string? request) => began.Request == request
        ? new EpisodeReply { Episode = began.Id, Body = began.Reply, TailOffset = began.TailOffset, Replayed = true }
        : EpisodeReply.Refused(new Problem(ProblemCode.RequestConflict, $"Request id '{requestId}' was used to create another episode: take a new id, or repeat that request unchanged.")
        {
            Extensions = Record.Of(("episode_id", began.Id.Value)),
        });

    private EpisodeReply Admitted(EpisodeKey key, Episode episode, EpisodeEvent first, DateTimeOffset now)
    {
        var started = episode.Started;
        var reply = new EpisodeReply { Episode = started.Id, Body = started.Reply, TailOffset = started.TailOffset, Step = episode.Step, Done = !episode.Now.IsRunning };
        if (started.Durability == "durable")
        {
            episode.ForgetFirstReply();
        }

        if (cells.TryAdd(key, new EpisodeCell(key, this, episode, now)))
        {
            Interlocked.Increment(ref live);
        }

        notices.Publish(episode, first);
        return reply;
    }

    private EpisodeReply FullReply() => Overloaded(RowsHeld + scenarios.Rows <= options.MaxRowsHeld
        ? $"The server holds {LiveEpisodes} live episodes and may hold {options.MaxLiveEpisodes}: close some, or try again later."
        : $"Live episodes hold {RowsHeld} table rows, {options.MaxRowsHeld} are allowed: close some, or try again later.");
}

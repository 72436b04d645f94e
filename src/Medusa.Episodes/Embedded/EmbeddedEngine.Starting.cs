using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <content>How episodes begin: alone, as a group, as members of a family, and as copies of others.</content>
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

    /// <summary>One scenario, one encoded observation, as many episodes as asked for; all of them or none.</summary>
    private async ValueTask<EpisodeReply> CreateGroupAsync(CreateEpisode command)
    {
        var now = time.GetUtcNow();
        var first = command with { Id = command.Id.Member(1) };
        var (problem, episode) = await StartAsync(first, new EpisodeKey(command.Owner, first.Id), now).ConfigureAwait(false);
        if (problem is not null)
        {
            return EpisodeReply.Refused(problem);
        }

        var members = new (Episode Episode, EpisodeEvent First)[command.Count];
        for (var index = 0; index < members.Length; index++)
        {
            var id = command.Id.Member(index + 1);
            var started = episode!.Started;
            var (body, tail) = index == 0 ? (started.Reply, started.TailOffset) : ReplyCopy.Of(started.Reply.Span, started.TailOffset, first.Id, id);
            started = started with { Id = id, RequestId = RequestIds.OfMember(command.RequestId, index), Reply = body, TailOffset = tail };
            members[index] = (new Episode(started, episode.Environment, episode.Now.Labelled(command.Label ?? id.Value)), started);
        }

        return await AdmitAllAsync(members, now).ConfigureAwait(false);
    }

    private async ValueTask<EpisodeReply> HandleForkAsync(EpisodeCell cell, ForkEpisode command, DateTimeOffset now)
    {
        if (await CurrentAsync(cell).ConfigureAwait(false) is { } absent)
        {
            return EpisodeReply.Refused(absent);
        }

        var parent = cell.Episode!;
        var request = CanonicalJson.Text(Record.Of(("fork", parent.Started.Id.Value), ("at", command.At is { } asked ? asked : default(Value)), ("count", command.Count), ("label", command.Label)));
        if (command.RequestId is not null && await RepeatedAsync(command.Owner, command.RequestId, command.Count, request).ConfigureAwait(false) is { } repeated)
        {
            return repeated;
        }

        var at = command.At ?? parent.AfterSteps.View.Step;
        if (at < 0 || at > parent.AfterSteps.View.Step)
        {
            return EpisodeQueries.Invalid("at", $"Input should be a step from 0 to {parent.AfterSteps.View.Step}", at);
        }

        if (parent.DivergedAt is { } diverged && at >= diverged)
        {
            return EpisodeReply.Refused(Episode.Diverged(diverged));
        }

        var moment = at == parent.AfterSteps.View.Step ? parent.AfterSteps : await queries.MomentAsync(parent, at).ConfigureAwait(false);
        var (body, of) = parent.Last is { } last && last.Index == at
            ? (last.Reply, parent.Started.Id)
            : await histories.ReplyAtAsync(cell.Key, at).ConfigureAwait(false);
        var tail = ReplyCopy.TailOf(body.Span);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var root = parent.Started.Id.Root.ToString();
            var number = await families.TakeAsync(command.Owner, root, command.Count).ConfigureAwait(false);
            var forks = new (Episode Episode, EpisodeEvent First)[command.Count];
            for (var index = 0; index < forks.Length; index++)
            {
                forks[index] = Fork(parent, moment, ReplyCopy.Of(body.Span, tail, of, parent.Started.Id.Member(number + index)), number + index, RequestIds.OfMember(command.RequestId, index), request, command, now);
            }

            var reply = await AdmitAllAsync(forks, now).ConfigureAwait(false);
            if (reply.Problem?.Code != ProblemCode.EpisodeExists)
            {
                return reply;
            }

            families.Forget(command.Owner, root);
        }

        return Overloaded("Others fork this family too: try again.");
    }

    private static (Episode Episode, EpisodeEvent First) Fork(
        Episode parent, Moment moment, (byte[] Body, int TailOffset) reply, int number, string? requestId, string request, ForkEpisode command, DateTimeOffset now)
    {
        var id = parent.Started.Id.Member(number);
        var label = command.Label ?? parent.Started.Label;
        var view = moment.View;
        var started = parent.Started with
        {
            Id = id,
            RequestId = requestId,
            Request = requestId is null ? null : request,
            Label = label,
            Session = command.Session,
            Generation = command.Generation,
            StateDigest = new StateDigest(view.State.Digest),
            Reply = reply.Body,
            TailOffset = reply.TailOffset,
        };
        var fork = new EpisodeForked
        {
            Started = started,
            Parent = parent.Started.Id,
            At = view.Step,
            CumulativeReward = view.CumulativeReward,
            Status = view.Status,
            EndReason = view.EndReason,
            WallTime = now,
        };
        return (new Episode(started, parent.Environment, moment.Labelled(label ?? id.Value)), fork);
    }

    /// <summary>Journals first events side by side. Where one of them is refused, those that began are closed again.</summary>
    private async ValueTask<EpisodeReply> AdmitAllAsync((Episode Episode, EpisodeEvent First)[] begun, DateTimeOffset now)
    {
        var admissions = Array.ConvertAll(begun, one => AdmitAsync(one.Episode, one.First, now, default).AsTask());
        var replies = await Task.WhenAll(admissions).ConfigureAwait(false);
        if (Array.Find(replies, reply => reply.Problem is not null) is { } refused)
        {
            for (var index = 0; index < begun.Length; index++)
            {
                if (replies[index] is { Problem: null, Replayed: false })
                {
                    await CloseAsync(new CloseEpisode(begun[index].Episode.Started.Owner, begun[index].Episode.Started.Id, "request_refused")).ConfigureAwait(false);
                }
            }

            return refused;
        }

        return replies[0] with { Members = replies, Replayed = Array.TrueForAll(replies, static reply => reply.Replayed) };
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

    /// <summary>The recorded answers of a request that was made before, all of them; null where one is missing.</summary>
    private async ValueTask<EpisodeReply?> RepeatedAsync(Owner owner, string requestId, int count, string request)
    {
        var replies = new EpisodeReply[count];
        for (var index = 0; index < count; index++)
        {
            if (await RecordedAsync(owner, RequestIds.OfMember(requestId, index)!, request).ConfigureAwait(false) is not { } recorded)
            {
                return null;
            }

            if (recorded.Problem is not null)
            {
                return recorded;
            }

            replies[index] = recorded;
        }

        return replies[0] with { Members = replies };
    }

    private async ValueTask<EpisodeReply?> RecordedAsync(Owner owner, string requestId, string? request)
    {
        if (await journal.FindRequestAsync(owner, requestId).ConfigureAwait(false) is not { } key
            || await journal.ReadAsync(key).ConfigureAwait(false) is not [{ Beginning: { } began }, ..])
        {
            return null;
        }

        return began.Request == request
            ? new EpisodeReply { Episode = began.Id, Body = began.Reply, TailOffset = began.TailOffset, Replayed = true }
            : EpisodeReply.Refused(new Problem(ProblemCode.RequestConflict, $"Request id '{requestId}' was used to create another episode: take a new id, or repeat that request unchanged.")
            {
                Extensions = Record.Of(("episode_id", began.Id.Value)),
            });
    }

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

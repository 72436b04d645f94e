using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <content>How episodes begin: alone, as a group, and as members of a family.</content>
public sealed partial class EpisodeRuntime
{
    private const int MostMembers = 4_096;
    private const int MaxNumberings = 64;

    /// <summary>Starts an episode, or a group of them; the engine gives each its place (<see cref="IEpisodePlaces.Settle"/>).</summary>
    /// <param name="command">What to start.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async ValueTask<EpisodeReply> CreateAsync(CreateEpisode command, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        cancellation.ThrowIfCancellationRequested();
        if (isStopped)
        {
            return EpisodeRefusals.ShuttingDown();
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
            return EpisodeReply.Refused(fault is JournalDamageException damage ? Episode.Damaged(damage) : EpisodeRefusals.JournalAway());
        }
    }

    private async ValueTask<EpisodeReply> CreateOneAsync(CreateEpisode command, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var (problem, episode) = await StartAsync(command, new EpisodeKey(command.Owner, command.Id), now).ConfigureAwait(false);
        return problem is not null ? EpisodeReply.Refused(problem) : await AdmitAsync(episode!, episode!.Started, cancellation).ConfigureAwait(false);
    }

    /// <summary>The next free place in a family that others may be joining too.</summary>
    private async ValueTask<EpisodeReply> JoinAsync(CreateEpisode command, string group)
    {
        for (var attempt = 0; attempt < MaxNumberings; attempt++)
        {
            var number = await families.TakeAsync(command.Owner, group, 1).ConfigureAwait(false);
            var reply = await CreateOneAsync(command with { Id = EpisodeId.Family(group).Member(number) }, default).ConfigureAwait(false);
            if (reply.Problem?.Code != ProblemCode.EpisodeExists)
            {
                return reply;
            }

            await families.RenewAsync(command.Owner, group).ConfigureAwait(false);
        }

        return EpisodeRefusals.Overloaded("Others join this group too: try again.");
    }

    /// <summary>One scenario, one encoded observation, as many episodes as asked for; all of them or none.</summary>
    private async ValueTask<EpisodeReply> CreateGroupAsync(CreateEpisode command)
    {
        var now = time.GetUtcNow();

        // A repeat goes on with what it finds begun: in that family, with the seed that was drawn then.
        var begun = await BegunAsync(command.Owner, command.RequestId).ConfigureAwait(false);
        var former = begun is EpisodeStarted { Id.IsMember: true } known && known.Environment.Equals(command.Environment, StringComparison.OrdinalIgnoreCase) ? known : null;
        var family = former?.Id ?? command.Id;
        var first = command with { Id = family.Member(1) };
        var (problem, episode) = await StartAsync(first, new EpisodeKey(command.Owner, first.Id), now, former?.Seed).ConfigureAwait(false);
        if (problem is not null)
        {
            return EpisodeReply.Refused(problem);
        }

        var members = new (Episode Episode, EpisodeEvent First)[command.Count];
        for (var index = 0; index < members.Length; index++)
        {
            var id = family.Member(index + 1);
            var started = episode!.Started;
            var (body, tail) = index == 0 ? (started.Reply, started.TailOffset) : ReplyCopy.Of(started.Reply.Span, started.TailOffset, first.Id, id);
            started = started with { Id = id, RequestId = RequestIds.OfMember(command.RequestId, index), Reply = body, TailOffset = tail };
            members[index] = (new Episode(started, episode.Environment, episode.Now.Labelled(command.Label ?? id.Value)), started);
        }

        return await AdmitAllAsync(members, command.RequestId is not null, former is null).ConfigureAwait(false) is { } replies
            ? await TogetherAsync(members, replies, command.RequestId is not null).ConfigureAwait(false)
            : await CreateGroupAsync(command).ConfigureAwait(false);
    }

    /// <summary>
    /// Journals first events side by side. Where the request carries an id its first episode goes ahead, and the others only if that one began: so a repeat
    /// finds by it whatever was begun.
    /// </summary>
    /// <param name="begun">The episodes with their first events.</param>
    /// <param name="isFirstAhead">Whether the first goes ahead.</param>
    /// <param name="isFresh">Whether nothing of the request was known to have begun.</param>
    /// <returns>The answers; null where a fresh request turns out to have begun elsewhere meanwhile, and is to go on with what that began.</returns>
    private async ValueTask<EpisodeReply[]?> AdmitAllAsync((Episode Episode, EpisodeEvent First)[] begun, bool isFirstAhead, bool isFresh = false)
    {
        if (!isFirstAhead)
        {
            return await Task.WhenAll(Array.ConvertAll(begun, one => AdmitAsync(one.Episode, one.First, default).AsTask())).ConfigureAwait(false);
        }

        var first = await AdmitAsync(begun[0].Episode, begun[0].First, default).ConfigureAwait(false);
        return first switch
        {
            { Problem: not null } => Enumerable.Repeat(first, begun.Length).ToArray(),
            { Replayed: true } when isFresh && first.Episode != begun[0].Episode.Started.Id => null,
            _ => [first, .. (await AdmitAllAsync(begun[1..], isFirstAhead: false).ConfigureAwait(false))!],
        };
    }

    /// <summary>
    /// One answer for many first events. Where one of them is refused, those that began are closed again, unless the same request may yet be repeated to
    /// complete them.
    /// </summary>
    private async ValueTask<EpisodeReply> TogetherAsync((Episode Episode, EpisodeEvent First)[] begun, EpisodeReply[] replies, bool hasRequestId)
    {
        if (Array.Find(replies, reply => reply.Problem is not null) is not { } refused)
        {
            return replies[0] with { Members = replies, Replayed = Array.TrueForAll(replies, static reply => reply.Replayed) };
        }

        if (!hasRequestId || refused.Problem!.Code is not (ProblemCode.JournalUnavailable or ProblemCode.Overloaded))
        {
            for (var index = 0; index < begun.Length; index++)
            {
                if (replies[index] is { Problem: null, Replayed: false })
                {
                    await places.CloseAsync(new CloseEpisode(begun[index].Episode.Started.Owner, begun[index].Episode.Started.Id, "request_refused")).ConfigureAwait(false);
                }
            }
        }

        return refused;
    }

    /// <summary>Journals an episode's first event and gives it its place in memory.</summary>
    private async ValueTask<EpisodeReply> AdmitAsync(Episode episode, EpisodeEvent first, CancellationToken cancellation)
    {
        var key = new EpisodeKey(episode.Started.Owner, episode.Started.Id);
        try
        {
            return await Append(key, 0, first, cancellation).ConfigureAwait(false) switch
            {
                AppendOutcome.Appended => Admitted(key, episode, first),
                AppendOutcome.RequestTaken => await RepeatCreateAsync(episode.Started).ConfigureAwait(false),
                AppendOutcome.Full => EpisodeRefusals.Overloaded("The journal holds as many episodes as it may and none has ended: close some, or try again later."),
                AppendOutcome.SessionSuperseded => EpisodeReply.Refused(ProblemCode.SessionSuperseded, "Another connection has attached to this session: use that one, or attach again."),
                _ => await TakenAsync(key, episode.Started).ConfigureAwait(false),
            };
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            EpisodeLog.JournalFailed(logger, key.Id.Value, fault);
            return EpisodeReply.Refused(EpisodeRefusals.JournalAway());
        }
    }

    /// <summary>The id is taken: by the same request, if it carries an id of its own, or by another episode.</summary>
    private async ValueTask<EpisodeReply> TakenAsync(EpisodeKey key, EpisodeStarted started) =>
        started.RequestId is { } requestId && await journal.FindRequestAsync(key.Owner, requestId).ConfigureAwait(false) is not null
            ? await RepeatCreateAsync(started).ConfigureAwait(false)
            : EpisodeReply.Refused(ProblemCode.EpisodeExists, $"An episode '{key.Id}' exists: take another id, or step the one that exists.");

    private async ValueTask<EpisodeReply> RepeatCreateAsync(EpisodeStarted repeat) =>
        await RecordedAsync(repeat.Owner, repeat.RequestId!, repeat.Request).ConfigureAwait(false) ?? EpisodeReply.Refused(EpisodeRefusals.JournalAway());

    /// <summary>The first event of the episode that a request began with; null where it began none.</summary>
    private async ValueTask<EpisodeEvent?> BegunAsync(Owner owner, string? requestId) =>
        requestId is not null
        && await journal.FindRequestAsync(owner, requestId).ConfigureAwait(false) is { } key
        && await journal.ReadAsync(key).ConfigureAwait(false) is [var first, ..] ? first : null;

    private async ValueTask<EpisodeReply?> RecordedAsync(Owner owner, string requestId, string? request)
    {
        if (await BegunAsync(owner, requestId).ConfigureAwait(false) is not { Beginning: { } began })
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

    private EpisodeReply Admitted(EpisodeKey key, Episode episode, EpisodeEvent first)
    {
        var started = episode.Started;
        var reply = new EpisodeReply { Episode = started.Id, Body = started.Reply, TailOffset = started.TailOffset, Step = episode.Step, Done = !episode.Now.IsRunning };
        if (started.Durability == "durable")
        {
            episode.ForgetFirstReply();
        }

        Metrics.Started(episode.Environment.Definition.Name, first);
        places.Settle(new BegunEpisode(key, episode));
        notices.Publish(episode, first);
        return reply;
    }

    private EpisodeReply FullReply() => EpisodeRefusals.Overloaded(RowsHeld + scenarios.Rows <= options.MaxRowsHeld
        ? $"The server holds {places.LiveEpisodes} live episodes and may hold {options.MaxLiveEpisodes}: close some, or try again later."
        : $"Live episodes hold {RowsHeld} table rows, {options.MaxRowsHeld} are allowed: close some, or try again later.");
}

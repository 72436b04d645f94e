using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <content>
/// How several episodes begin at once: as a group, and as copies of another. Where the request has an id, the first of them begins before the others and decides what
/// they are: the same request may run on another node too, or may have been cut short, and each repetition completes what the first one began.
/// </content>
public sealed partial class EmbeddedEngine
{
    /// <summary>One scenario, one encoded observation, as many episodes as asked for; all of them or none.</summary>
    private async ValueTask<EpisodeReply> CreateGroupAsync(CreateEpisode command)
    {
        var now = time.GetUtcNow();
        var id = command.Id.Member(1);
        var (problem, episode) = await StartAsync(command with { Id = id }, new EpisodeKey(command.Owner, id), now).ConfigureAwait(false);
        if (problem is not null)
        {
            return EpisodeReply.Refused(problem);
        }

        if (command.RequestId is null)
        {
            return await TogetherAsync(command.Owner, null, await AdmitAllAsync(Members(command, episode!, episode!.Started, 0), now).ConfigureAwait(false)).ConfigureAwait(false);
        }

        // The episode itself forgets its answer once it is journaled.
        var started = episode!.Started;
        var first = await AdmitAsync(episode, started, now, default).ConfigureAwait(false);
        if (first.Problem is not null)
        {
            return first;
        }

        if (first.Replayed)
        {
            if (await RepeatedAsync(command.Owner, command.RequestId, command.Count, started.Request).ConfigureAwait(false) is { } repeated)
            {
                return repeated;
            }

            (problem, episode) = await BeginningAsync(command.Owner, command.RequestId).ConfigureAwait(false);
            if (problem is not null)
            {
                return EpisodeReply.Refused(problem);
            }

            started = episode!.Started;
        }

        var others = await AdmitAllAsync(Members(command, episode, started, 1), now).ConfigureAwait(false);
        return await TogetherAsync(command.Owner, command.RequestId, [first, .. others]).ConfigureAwait(false);
    }

    /// <summary>The members of a group from a place on, each as its first one begins.</summary>
    private static (Episode Episode, EpisodeEvent First)[] Members(CreateEpisode command, Episode episode, EpisodeStarted first, int from)
    {
        var members = new (Episode Episode, EpisodeEvent First)[command.Count - from];
        for (var index = from; index < command.Count; index++)
        {
            var id = first.Id.Member(index + 1);
            var (body, tail) = index == 0 ? (first.Reply, first.TailOffset) : ReplyCopy.Of(first.Reply.Span, first.TailOffset, first.Id, id);
            var started = first with { Id = id, RequestId = RequestIds.OfMember(command.RequestId, index), Reply = body, TailOffset = tail };
            members[index - from] = (new Episode(started, episode.Environment, episode.Now.Labelled(command.Label ?? id.Value)), started);
        }

        return members;
    }

    /// <summary>The episode that a request started, as it began.</summary>
    private async ValueTask<(Problem? Problem, Episode? Episode)> BeginningAsync(Owner owner, string requestId)
    {
        if (await FirstEventAsync(owner, requestId).ConfigureAwait(false) is not EpisodeStarted started)
        {
            return (Unavailable(), null);
        }

        var (episode, absent) = await loader.LoadAsync(new EpisodeKey(owner, started.Id)).ConfigureAwait(false);
        return absent is not null ? (absent, null) : (null, new Episode(started, episode!.Environment, await queries.MomentAsync(episode, 0).ConfigureAwait(false)));
    }

    private async ValueTask<EpisodeReply> HandleForkAsync(EpisodeCell cell, ForkEpisode command, DateTimeOffset now)
    {
        if (await CurrentAsync(cell).ConfigureAwait(false) is { } absent)
        {
            return EpisodeReply.Refused(absent);
        }

        var parent = cell.Episode!;
        var request = CanonicalJson.Text(Record.Of(("fork", parent.Started.Id.Value), ("at", command.At is { } asked ? asked : default(Value)), ("count", command.Count), ("label", command.Label)));
        var begun = command.RequestId is null ? null : await FirstEventAsync(command.Owner, command.RequestId).ConfigureAwait(false);
        if (begun is not null && await RepeatedAsync(command.Owner, command.RequestId!, command.Count, request).ConfigureAwait(false) is { } repeated)
        {
            return repeated;
        }

        var at = (begun as EpisodeForked)?.At ?? command.At ?? parent.AfterSteps.View.Step;
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
        var source = new ForkSource(parent, moment, body, of, request, command);
        var replies = new EpisodeReply[command.Count];
        if (command is { RequestId: not null, Count: > 1 })
        {
            await AdmitForksAsync(source, replies, 0, 1, now).ConfigureAwait(false);
            if (replies[0].Problem is not null)
            {
                return replies[0];
            }

            if (replies[0].Replayed && begun is null && command.At is null)
            {
                return Overloaded("The same request is being done elsewhere: try again.");
            }
        }

        await AdmitForksAsync(source, replies, replies[0] is null ? 0 : 1, replies.Length, now).ConfigureAwait(false);
        return await TogetherAsync(command.Owner, command.RequestId, replies).ConfigureAwait(false);
    }

    /// <summary>Begins some of a request's forks. One whose number another has taken gets the next free one; those that began stay as they are.</summary>
    private async ValueTask AdmitForksAsync(ForkSource source, EpisodeReply[] replies, int from, int to, DateTimeOffset now)
    {
        var (owner, root) = (source.Command.Owner, source.Parent.Started.Id.Root.ToString());
        var open = Enumerable.Range(from, to - from).ToArray();
        for (var attempt = 0; attempt < MaxAttempts && open.Length > 0; attempt++)
        {
            var number = await families.TakeAsync(owner, root, open.Length).ConfigureAwait(false);
            var admitted = await AdmitAllAsync([.. open.Select((place, offset) => source.Fork(place, number + offset, now))], now).ConfigureAwait(false);
            for (var index = 0; index < open.Length; index++)
            {
                replies[open[index]] = admitted[index];
            }

            open = Array.FindAll(open, place => replies[place].Problem?.Code == ProblemCode.EpisodeExists);
            if (open.Length > 0)
            {
                families.Forget(owner, root);
            }
        }

        foreach (var place in open)
        {
            replies[place] = Overloaded("Others fork this family too: try again.");
        }
    }

    /// <summary>Journals first events side by side.</summary>
    private Task<EpisodeReply[]> AdmitAllAsync((Episode Episode, EpisodeEvent First)[] begun, DateTimeOffset now) =>
        Task.WhenAll(Array.ConvertAll(begun, one => AdmitAsync(one.Episode, one.First, now, default).AsTask()));

    /// <summary>
    /// The answer to a request for several episodes. Where one of them is refused, those that began are closed again; but a request that has an id and may succeed later
    /// keeps them, because its repetition answers with them.
    /// </summary>
    private async ValueTask<EpisodeReply> TogetherAsync(Owner owner, string? requestId, EpisodeReply[] replies)
    {
        if (Array.Find(replies, reply => reply.Problem is not null) is not { } refused)
        {
            return replies[0] with { Members = replies, Replayed = Array.TrueForAll(replies, static reply => reply.Replayed) };
        }

        foreach (var begun in replies.Where(reply => reply is { Problem: null, Replayed: false } && (requestId is null || refused.Problem!.RetryAfterSeconds is null)))
        {
            await CloseAsync(new CloseEpisode(owner, begun.Episode!.Value, "request_refused")).ConfigureAwait(false);
        }

        return refused;
    }

    /// <summary>The recorded answers of a request that was made before, all of them; null where one is missing.</summary>
    private async ValueTask<EpisodeReply?> RepeatedAsync(Owner owner, string requestId, int count, string? request)
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
}

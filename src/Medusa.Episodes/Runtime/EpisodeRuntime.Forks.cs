using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <content>How episodes begin as copies of others.</content>
public sealed partial class EpisodeRuntime
{
    private async ValueTask<EpisodeReply> HandleForkAsync(EpisodeSlot slot, ForkEpisode command, DateTimeOffset now)
    {
        if (command.Count is < 1 or > MostMembers)
        {
            return EpisodeQueries.Invalid("count", $"Input should be 1 to {MostMembers}", command.Count);
        }

        if (RequestIds.Check(command.RequestId) is { } wrong)
        {
            return EpisodeReply.Refused(Problem.Of(wrong));
        }

        if (IsFullFor(command.Count) && !MakeRoom(command.Count))
        {
            return FullReply();
        }

        if (await CurrentAsync(slot).ConfigureAwait(false) is { } absent)
        {
            return EpisodeReply.Refused(absent);
        }

        var parent = slot.Episode!;
        var request = CanonicalJson.Text(Record.Of(("fork", parent.Started.Id.Value), ("at", command.At is { } asked ? asked : default(Value)), ("count", command.Count), ("label", command.Label)));
        if (command.RequestId is not null && await RepeatedAsync(command.Owner, command.RequestId, command.Count, request).ConfigureAwait(false) is { } repeated)
        {
            return repeated;
        }

        // A repeat of what was done in part copies the same moment, though the parent has gone on.
        var begun = command.RequestId is not null && command.Count > 1 ? await BegunAsync(command.Owner, command.RequestId).ConfigureAwait(false) : null;
        var at = command.At ?? (begun as EpisodeForked)?.At ?? parent.AfterSteps.View.Step;
        if (at < 0 || at > parent.AfterSteps.View.Step)
        {
            return EpisodeQueries.Invalid("at", $"Input should be a step from 0 to {parent.AfterSteps.View.Step}", at);
        }

        if (parent.DivergedAt is { } diverged && at >= diverged)
        {
            return EpisodeReply.Refused(Episode.Diverged(diverged));
        }

        var (moment, problem) = at == parent.AfterSteps.View.Step ? (parent.AfterSteps, null) : await queries.MomentAsync(parent, at).ConfigureAwait(false);
        if (problem is not null)
        {
            return EpisodeReply.Refused(problem);
        }

        var (body, of) = parent.Last is { } last && last.Index == at
            ? (last.Reply, parent.Started.Id)
            : await histories.ReplyAtAsync(slot.Key, at).ConfigureAwait(false);
        return await AdmitForksAsync(new Copied(parent, moment!, body, of, request), command, begun is null, now).ConfigureAwait(false)
            ?? await HandleForkAsync(slot, command, now).ConfigureAwait(false);
    }

    /// <summary>Numbers the forks and journals them. One whose number another process took meanwhile gets the next one; the others keep theirs. Null where the
    /// request turns out to have begun elsewhere meanwhile.</summary>
    private async ValueTask<EpisodeReply?> AdmitForksAsync(Copied copied, ForkEpisode command, bool isFresh, DateTimeOffset now)
    {
        var root = copied.Parent.Started.Id.Root.ToString();
        var tail = ReplyCopy.TailOf(copied.Body.Span);
        var forks = new (Episode Episode, EpisodeEvent First)[command.Count];
        var replies = new EpisodeReply[command.Count];
        var open = Enumerable.Range(0, command.Count).ToArray();
        for (var attempt = 0; attempt < MaxNumberings && open.Length > 0; attempt++)
        {
            var number = await families.TakeAsync(command.Owner, root, open.Length).ConfigureAwait(false);
            foreach (var index in open)
            {
                var reply = ReplyCopy.Of(copied.Body.Span, tail, copied.Of, copied.Parent.Started.Id.Member(number));
                forks[index] = Fork(copied, reply, number++, RequestIds.OfMember(command.RequestId, index), command, now);
            }

            var isFirstAhead = command.RequestId is not null && open[0] == 0;
            if (await AdmitAllAsync(Array.ConvertAll(open, index => forks[index]), isFirstAhead, isFresh && command.Count > 1).ConfigureAwait(false) is not { } admitted)
            {
                return null;
            }

            for (var index = 0; index < open.Length; index++)
            {
                replies[open[index]] = admitted[index];
            }

            open = Array.FindAll(open, index => replies[index].Problem?.Code == ProblemCode.EpisodeExists);
            if (open.Length > 0)
            {
                await families.RenewAsync(command.Owner, root).ConfigureAwait(false);
            }
        }

        foreach (var index in open)
        {
            replies[index] = EpisodeRefusals.Overloaded("Others fork this family too: try again.");
        }

        return await TogetherAsync(forks, replies, command.RequestId is not null).ConfigureAwait(false);
    }

    private static (Episode Episode, EpisodeEvent First) Fork(
        Copied copied, (byte[] Body, int TailOffset) reply, int number, string? requestId, ForkEpisode command, DateTimeOffset now)
    {
        var parent = copied.Parent;
        var id = parent.Started.Id.Member(number);
        var label = command.Label ?? parent.Started.Label;
        var view = copied.Moment.View;
        var started = parent.Started with
        {
            Id = id,
            RequestId = requestId,
            Request = requestId is null ? null : copied.Request,
            Label = label,
            Session = command.Session,
            Generation = command.Generation,
            Deadline = now + (parent.Started.Deadline - parent.Started.WallTime),
            WallTime = now,
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
        return (new Episode(started, parent.Environment, copied.Moment.Labelled(label ?? id.Value)), fork);
    }

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

    /// <summary>What forks copy.</summary>
    /// <param name="Parent">The episode.</param>
    /// <param name="Moment">It after the step asked for.</param>
    /// <param name="Body">The recorded answer of that step.</param>
    /// <param name="Of">The episode that gave the answer: the parent, or an ancestor.</param>
    /// <param name="Request">The request in canonical JSON.</param>
    private sealed record Copied(Episode Parent, Moment Moment, ReadOnlyMemory<byte> Body, EpisodeId Of, string Request);
}

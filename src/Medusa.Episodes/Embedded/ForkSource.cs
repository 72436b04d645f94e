namespace Medusa.Episodes;

/// <summary>What a request's forks are copied from.</summary>
/// <param name="Parent">The episode.</param>
/// <param name="Moment">The moment after the step where they begin.</param>
/// <param name="Reply">The answer to that step.</param>
/// <param name="Of">The episode whose answer it is: the parent, or an ancestor.</param>
/// <param name="Request">The request in canonical form.</param>
/// <param name="Command">The request.</param>
internal sealed record ForkSource(Episode Parent, Moment Moment, ReadOnlyMemory<byte> Reply, EpisodeId Of, string Request, ForkEpisode Command)
{
    private readonly int tail = ReplyCopy.TailOf(Reply.Span);

    /// <summary>One of the forks.</summary>
    /// <param name="place">Its place in the request, from 0.</param>
    /// <param name="number">Its number in the family.</param>
    /// <param name="now">When it begins.</param>
    public (Episode Episode, EpisodeEvent First) Fork(int place, int number, DateTimeOffset now)
    {
        var id = Parent.Started.Id.Member(number);
        var label = Command.Label ?? Parent.Started.Label;
        var view = Moment.View;
        var (body, tailOffset) = ReplyCopy.Of(Reply.Span, tail, Of, id);
        var started = Parent.Started with
        {
            Id = id,
            RequestId = RequestIds.OfMember(Command.RequestId, place),
            Request = Command.RequestId is null ? null : Request,
            Label = label,
            Session = Command.Session,
            Generation = Command.Generation,
            StateDigest = new StateDigest(view.State.Digest),
            Reply = body,
            TailOffset = tailOffset,
        };
        var fork = new EpisodeForked
        {
            Started = started,
            Parent = Parent.Started.Id,
            At = view.Step,
            CumulativeReward = view.CumulativeReward,
            Status = view.Status,
            EndReason = view.EndReason,
            WallTime = now,
        };
        return (new Episode(started, Parent.Environment, Moment.Labelled(label ?? id.Value)), fork);
    }
}

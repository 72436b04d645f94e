using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>Starts what resets ask for: new episodes, members of groups, and copies of episodes.</summary>
/// <param name="engine">Where episodes run.</param>
/// <param name="grace">Keeps the episodes of dropped sockets: a repeated reset comes back to one.</param>
internal sealed class EpisodeResets(IEpisodeEngine engine, SocketGrace grace)
{
    /// <summary>Starts an episode. Where the request was made before, its recorded answer.</summary>
    /// <param name="request">What to start.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async ValueTask<EpisodeReply> StartAsync(ResetRequest request, CancellationToken cancellation = default)
    {
        var start = request.Start;
        var reply = request.Parent is { } parent ? await ForkAsync(request, parent, cancellation) : await engine.CreateAsync(start, cancellation);
        if (reply is not { Problem: null, Replayed: true, Episode: { } episode })
        {
            return reply;
        }

        if (start.Session is { } session && await WhyNotPresentAsync(start, session, episode) is { } problem)
        {
            return EpisodeReply.Refused(problem);
        }

        grace.Keep(new EpisodeKey(start.Owner, episode));
        return reply;
    }

    /// <summary>A durable session goes on with the episode that the journal says is its own. A repeated request cannot bring another one back.</summary>
    private async ValueTask<Problem?> WhyNotPresentAsync(CreateEpisode start, string session, EpisodeId episode)
    {
        try
        {
            var found = await engine.FindSessionAsync(start.Owner, session);
            return found?.Generation > start.Generation ? KeyedSession.Superseded
                : found?.Episode == episode ? null
                : new Problem(ProblemCode.RequestConflict, $"The request id was used for episode '{episode}', which is not this session's present one: take a new id.");
        }
        catch (JournalException)
        {
            return KeyedSessions.Unavailable;
        }
    }

    private async ValueTask<EpisodeReply> ForkAsync(ResetRequest request, EpisodeId parent, CancellationToken cancellation)
    {
        var start = request.Start;
        var summary = await engine.QueryAsync(new QueryEpisode(start.Owner, parent, EpisodeQueryKind.Summary), cancellation);
        if (summary.Problem is not null)
        {
            return summary;
        }

        if (EpisodeStanding.Read(summary).Environment is var environment && environment != start.Environment)
        {
            return Invalid(ResetArguments.ForkFrom, $"fork_from is an episode of '{environment}': send the reset to that environment.", parent.Value);
        }

        var reply = await engine.ForkAsync(
            new ForkEpisode(start.Owner, parent) { At = request.At, RequestId = start.RequestId, Label = start.Label, Session = start.Session, Generation = start.Generation, Replaces = start.Replaces },
            cancellation);
        return reply.Problem is { Code: ProblemCode.InvalidRequest, Errors: [{ Path: ["at"] } error] }
            ? EpisodeReply.Refused(new Problem(ProblemCode.InvalidRequest, $"Correct '{ResetArguments.AtStep}': {error.Message}.") { Errors = [error with { Path = [ResetArguments.AtStep] }] })
            : reply;
    }

    private static EpisodeReply Invalid(string name, string message, string sent) => EpisodeReply.Refused(new Problem(ProblemCode.InvalidRequest, message)
    {
        Errors = [new FieldError([name], "value_error", $"Value error, {message.TrimEnd('.')}", $"\"{sent}\"")],
    });
}

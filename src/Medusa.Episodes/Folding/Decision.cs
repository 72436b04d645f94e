namespace Medusa.Episodes;

/// <summary>
/// What an episode decided about a request: an answer alone (refusal, recorded answer, echo), or an event to be journaled before the answer is given,
/// with the moment that follows it.
/// </summary>
internal readonly struct Decision
{
    private Decision(EpisodeReply reply, EpisodeEvent? journaled, Moment? after, Exception? fault = null)
    {
        Fault = fault;
        Reply = reply;
        Event = journaled;
        After = after;
    }

    public EpisodeReply Reply { get; }

    public EpisodeEvent? Event { get; }

    public Moment? After { get; }

    /// <summary>What the plugin threw, for the log; null where it threw nothing.</summary>
    public Exception? Fault { get; }

    public static Decision Faulted(Problem problem, Exception fault) => new(EpisodeReply.Refused(problem), null, null, fault);

    public static Decision Answer(EpisodeReply reply) => new(reply, null, null);

    public static Decision Refuse(string code, string detail) => new(EpisodeReply.Refused(code, detail), null, null);

    public static Decision Refuse(Problem problem) => new(EpisodeReply.Refused(problem), null, null);

    public static Decision Journal(EpisodeEvent journaled, Moment after, EpisodeReply reply, Exception? fault = null) => new(reply, journaled, after, fault);
}

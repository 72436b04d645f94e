namespace Medusa.Episodes;

/// <summary>Refusals that have nothing to do with the request itself: asking again later may do.</summary>
public static class EpisodeRefusals
{
    private const int RetryAfterSeconds = 1;

    /// <summary>Too much is going on.</summary>
    /// <param name="detail">What, and what to do.</param>
    public static EpisodeReply Overloaded(string detail) =>
        EpisodeReply.Refused(new Problem(ProblemCode.Overloaded, detail) { RetryAfterSeconds = RetryAfterSeconds });

    /// <summary>As many requests wait for an episode as may.</summary>
    /// <param name="capacity">How many may.</param>
    public static EpisodeReply MailboxFull(int capacity) =>
        Overloaded($"{capacity} requests wait for the episode, as many as may: send the next one after a reply.");

    /// <summary>The engine takes no requests any more.</summary>
    public static EpisodeReply ShuttingDown() =>
        EpisodeReply.Refused(new Problem(ProblemCode.ShuttingDown, "The server is shutting down: try again on another one.") { RetryAfterSeconds = RetryAfterSeconds });

    /// <summary>The journal does not answer.</summary>
    internal static Problem JournalAway() =>
        new(ProblemCode.JournalUnavailable, "The journal did not answer and the request changed nothing that is known: repeat it with the same step or request id.") { RetryAfterSeconds = RetryAfterSeconds };
}

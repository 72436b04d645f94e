namespace Medusa.Episodes;

/// <summary>
/// An engine's answer: a problem, or a JSON body encoded where the episode lives. For create and step the body is a step result of the native API whose
/// last part, from <see cref="TailOffset"/> on (<c>"observation":…,"reward":…,"done":…,"metadata":…}</c>), is OpenEnv's <c>data</c> but for the opening brace.
/// </summary>
public sealed record EpisodeReply
{
    /// <summary>The refusal, or null where the request was done.</summary>
    public Problem? Problem { get; init; }

    /// <summary>The episode that was started, for create and fork; null for others.</summary>
    public EpisodeId? Episode { get; init; }

    /// <summary>The answer of each episode, where more than one was asked for; this reply is then the first one's.</summary>
    public IReadOnlyList<EpisodeReply> Members { get; init; } = [];

    /// <summary>The body: UTF-8 JSON, or CSV where the query asked for it. Recorded answers are the same bytes every time.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Where <c>"observation"</c> begins in the body of a step result; 0 for other bodies.</summary>
    public int TailOffset { get; init; }

    /// <summary>Whether this is the recorded answer of an earlier request.</summary>
    public bool Replayed { get; init; }

    /// <summary>Whether this echoes a step that was not taken because the episode does not run (OpenEnv with <c>StepsAfterEnd.Echo</c>).</summary>
    public bool Echo { get; init; }

    /// <summary>The number of steps taken after this request.</summary>
    public int Step { get; init; }

    /// <summary>Whether the episode has ended.</summary>
    public bool Done { get; init; }

    /// <summary>The part of a step result from <c>"observation"</c> on, closing brace included.</summary>
    public ReadOnlyMemory<byte> Tail => Body[TailOffset..];

    /// <summary>A refusal.</summary>
    /// <param name="problem">The problem.</param>
    public static EpisodeReply Refused(Problem problem) => new() { Problem = problem };

    /// <summary>A refusal.</summary>
    /// <param name="code">One of <see cref="ProblemCode"/>.</param>
    /// <param name="detail">What to do about it.</param>
    public static EpisodeReply Refused(string code, string detail) => new() { Problem = new Problem(code, detail) };
}

namespace Medusa.Durability.History;

/// <summary>What a client knows after a call.</summary>
public abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>The server acknowledged it.</summary>
    /// <param name="Body">The answer's body, as received.</param>
    /// <param name="Replayed">Whether the server says that it is a recorded answer.</param>
    public sealed record Answered(string Body, bool Replayed) : Outcome;

    /// <summary>The server refused it.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="Code">The problem's code; empty where the answer is no problem with a code.</param>
    /// <param name="SaysWhenToRetry">Whether it has the header <c>Retry-After</c>.</param>
    /// <param name="Body">The answer's body.</param>
    public sealed record Refused(int Status, string Code, bool SaysWhenToRetry, string Body) : Outcome
    {
        /// <summary>Whether the same request may succeed later.</summary>
        public bool MayBeRepeated => Status == 503;
    }

    /// <summary>There was no answer, or one that leaves open what happened.</summary>
    public sealed record Unknown(string Why) : Outcome;
}

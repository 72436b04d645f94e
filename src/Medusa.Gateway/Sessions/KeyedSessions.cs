using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>The durable sessions: who is attached to which on this gateway. The journal knows who is on any.</summary>
/// <param name="engine">Where sessions are kept.</param>
/// <param name="metrics">Counts attachments.</param>
internal sealed class KeyedSessions(IEpisodeEngine engine, GatewayMetrics metrics)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(Owner Owner, string Name), KeyedSession> attached = [];

    /// <summary>The refusal where the journal does not answer.</summary>
    public static Problem Unavailable { get; } = new(ProblemCode.JournalUnavailable, "The journal did not answer, so the session cannot be found: try again.") { RetryAfterSeconds = 1 };

    /// <summary>Attaches, and supersedes whoever was attached.</summary>
    /// <param name="owner">The caller.</param>
    /// <param name="environment">The environment's name.</param>
    /// <param name="key">The session's key.</param>
    /// <returns>The attachment, to be given back with <see cref="Leave"/>, or why there is none.</returns>
    public async ValueTask<(KeyedSession? Session, Problem? Problem)> AttachAsync(Owner owner, string environment, SessionKey key)
    {
        var name = SessionName.Of(environment, key.Text);
        try
        {
            var session = new KeyedSession(engine, owner, name, await engine.AttachSessionAsync(owner, name));
            metrics.Attached();
            if (Enter(session) is { } former)
            {
                metrics.Superseded();
                former.Supersede();
            }

            return (session, null);
        }
        catch (JournalException)
        {
            return (null, Unavailable);
        }
    }

    /// <summary>A session's episode, without attaching; null before the first.</summary>
    /// <param name="owner">The caller.</param>
    /// <param name="environment">The environment's name.</param>
    /// <param name="key">The session's key.</param>
    public async ValueTask<(EpisodeId? Episode, Problem? Problem)> FindAsync(Owner owner, string environment, SessionKey key)
    {
        try
        {
            return ((await engine.FindSessionAsync(owner, SessionName.Of(environment, key.Text)))?.Episode, null);
        }
        catch (JournalException)
        {
            return (null, Unavailable);
        }
    }

    /// <summary>Ends an attachment on this gateway.</summary>
    /// <param name="session">The attachment.</param>
    public void Leave(KeyedSession session)
    {
        lock (gate)
        {
            if (attached.GetValueOrDefault((session.Owner, session.Name)) == session)
            {
                attached.Remove((session.Owner, session.Name));
            }
        }
    }

    /// <summary>The newer of two stays, in whichever order they come here.</summary>
    private KeyedSession? Enter(KeyedSession session)
    {
        lock (gate)
        {
            var other = attached.GetValueOrDefault((session.Owner, session.Name));
            if (other?.Generation > session.Generation)
            {
                return session;
            }

            attached[(session.Owner, session.Name)] = session;
            return other;
        }
    }
}

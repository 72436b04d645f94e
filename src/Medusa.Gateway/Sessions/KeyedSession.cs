using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>An attachment to a durable session: valid until somebody attaches anew, here or on another gateway. Thread-safe.</summary>
/// <param name="engine">Where sessions are kept.</param>
/// <param name="owner">Whose session.</param>
/// <param name="name">The session's name, which does not tell its key.</param>
/// <param name="attachment">Where it stood when this one attached.</param>
internal sealed class KeyedSession(IEpisodeEngine engine, Owner owner, string name, SessionAttachment attachment)
{
    private readonly Lock gate = new();
    private Action? ended;
    private bool isSuperseded;

    /// <summary>The refusal of what a superseded attachment asks for.</summary>
    public static Problem Superseded { get; } = new(ProblemCode.SessionSuperseded, "Another connection has attached to this session: use that one, or attach again.");

    /// <summary>Whose session.</summary>
    public Owner Owner => owner;

    /// <summary>The session's name.</summary>
    public string Name => name;

    /// <summary>The number of this attachment.</summary>
    public int Generation => attachment.Generation;

    /// <summary>The session's episode when this one attached; null before the first.</summary>
    public EpisodeId? Episode => attachment.Episode;

    /// <summary>Whether somebody is known to have attached since.</summary>
    public bool IsSuperseded
    {
        get
        {
            lock (gate)
            {
                return isSuperseded;
            }
        }
    }

    /// <summary>Says whom to tell once somebody attaches anew; at once where somebody has.</summary>
    /// <param name="tell">What to do.</param>
    public void OnSuperseded(Action tell)
    {
        lock (gate)
        {
            ended = tell;
            if (!isSuperseded)
            {
                return;
            }
        }

        tell();
    }

    /// <summary>Notes that somebody has attached since.</summary>
    public void Supersede()
    {
        Action? tell;
        lock (gate)
        {
            tell = isSuperseded ? null : ended;
            isSuperseded = true;
        }

        tell?.Invoke();
    }

    /// <summary>Reads where the session stands now.</summary>
    /// <returns>Its episode, or why this attachment cannot know it.</returns>
    public async ValueTask<(EpisodeId? Episode, Problem? Problem)> FindAsync()
    {
        if (IsSuperseded)
        {
            return (null, Superseded);
        }

        try
        {
            if (await engine.FindSessionAsync(owner, name) is not { } found)
            {
                return (null, null);
            }

            if (found.Generation <= Generation)
            {
                return (found.Episode, null);
            }
        }
        catch (JournalException)
        {
            return (null, KeyedSessions.Unavailable);
        }

        Supersede();
        return (null, Superseded);
    }
}

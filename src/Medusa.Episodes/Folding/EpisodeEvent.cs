namespace Medusa.Episodes;

/// <summary>
/// Something that happened to an episode. The journal holds these and nothing else; folding them gives the episode. Encoded by <see cref="EventCodec"/>.
/// </summary>
public abstract record EpisodeEvent
{
    private protected EpisodeEvent()
    {
    }

    /// <summary>The version of the events' encoding.</summary>
    public const int CurrentSchema = 1;

    /// <summary>When the event was decided, UTC. For the log; no fold reads it.</summary>
    public required DateTimeOffset WallTime { get; init; }

    /// <summary>What an episode began from, where this is a first event; else null.</summary>
    public EpisodeStarted? Beginning => this switch
    {
        EpisodeStarted started => started,
        EpisodeForked forked => forked.Started,
        _ => null,
    };

    /// <summary>Whether no step can follow.</summary>
    public bool EndsEpisode => this is EpisodeClosed or StepTaken { Done: true } or EpisodeForked { Status: not Operators.Abstractions.EpisodeStatus.Running };
}

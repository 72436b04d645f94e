using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>One element of a batch: a step or a creation, and what came of it.</summary>
internal struct BatchItem
{
    /// <summary>The episode as the element names it; null where it names none.</summary>
    public string? Episode;

    /// <summary>The step; null for others.</summary>
    public StepEpisode? Step;

    /// <summary>The creation; null for others.</summary>
    public CreateEpisode? Create;

    /// <summary>The answer; null as long as there is none.</summary>
    public EpisodeReply? Reply;
}

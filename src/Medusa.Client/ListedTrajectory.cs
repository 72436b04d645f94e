namespace Medusa.Client;

/// <summary>A listed episode with its trajectory, or with the reason why there is none.</summary>
/// <param name="Summary">The episode as it was listed.</param>
public sealed record ListedTrajectory(EpisodeSummary Summary)
{
    /// <summary>The trajectory; null where the server refused it.</summary>
    public EpisodeTrajectory? Trajectory { get; init; }

    /// <summary>Why the server refused it, such as <c>episode_expired</c> for one whose retention has ended since; null where it did not.</summary>
    public MedusaProblem? Problem { get; init; }
}

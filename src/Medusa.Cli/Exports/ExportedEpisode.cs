using Medusa.Client;

namespace Medusa.Cli.Exports;

/// <summary>An episode that is exported.</summary>
/// <param name="Summary">Where it stood when it was listed.</param>
/// <param name="Trajectory">What happened in it.</param>
internal sealed record ExportedEpisode(EpisodeSummary Summary, EpisodeTrajectory Trajectory)
{
    /// <summary>Whether it ended and was graded.</summary>
    public bool IsGraded => Trajectory.Grade is not null;

    /// <summary>Whether every check of the grader passed.</summary>
    public bool IsPassed => Trajectory.Grade is { Passed: true };

    /// <summary>The score; 0 without a grade.</summary>
    public double Score => Trajectory.Score ?? 0;
}

using Medusa.Client;

namespace Medusa.Cli.Exports;

/// <summary>Which episodes are exported.</summary>
internal sealed record ExportFilter
{
    /// <summary>The status of every episode, in place of one of the server's.</summary>
    public const string AnyStatus = "all";

    /// <summary>Only this environment's; null for all.</summary>
    public string? Environment { get; init; }

    /// <summary>Only with this status, or <see cref="AnyStatus"/>; null for those that reached their end, closed afterwards or not.</summary>
    public string? Status { get; init; }

    /// <summary>Only those started then or later; null for all.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only those of which every check passed.</summary>
    public bool OnlyPassed { get; init; }

    /// <summary>Only those with this score or more; null for all.</summary>
    public double? MinScore { get; init; }

    /// <summary>Whether an episode that ended matches or not by its grade.</summary>
    public bool NeedsGrades => Status is null || OnlyPassed || MinScore is not null;

    /// <summary>What the server can filter by.</summary>
    public EpisodeFilter OnServer => new() { Environment = Environment, Status = Status == AnyStatus ? null : Status };

    /// <summary>Whether an episode may match, as far as the list tells.</summary>
    /// <exception cref="CommandException">The list does not tell when it started, and that is asked for.</exception>
    public bool MayHold(EpisodeSummary episode)
    {
        if (Since is { } since && (episode.CreatedAt ?? throw new CommandException(ExitCode.Server, "The server does not say when episodes started: export without --since.")) < since)
        {
            return false;
        }

        return episode.NextStep > 1 && (Status is not null || episode.Status != "running");
    }

    /// <summary>Whether an episode matches. One without a step never does: there is nothing to learn from it, and its empty lists have no type.</summary>
    public bool Holds(ExportedEpisode episode) =>
        episode.Trajectory.Steps.Count > 0
        && (Status is not null || episode.IsGraded)
        && (!OnlyPassed || episode.IsPassed)
        && (MinScore is not { } least || (episode.IsGraded && episode.Score >= least));
}

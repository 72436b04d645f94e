namespace Medusa.Episodes;

/// <summary>Asks for something about one episode; the answer is encoded where the episode lives.</summary>
/// <param name="Owner">The caller.</param>
/// <param name="Id">The episode.</param>
/// <param name="Kind">What is asked for.</param>
public sealed record QueryEpisode(Owner Owner, EpisodeId Id, EpisodeQueryKind Kind)
{
    /// <summary>The step after which the episode is looked at; null for now.</summary>
    public int? At { get; init; }

    /// <summary>The table's name, for <see cref="EpisodeQueryKind.TableRows"/>.</summary>
    public string? Table { get; init; }

    /// <summary>The first row of the page.</summary>
    public int Offset { get; init; }

    /// <summary>The number of rows in the page.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Whether rows or log entries are asked for as CSV (rows) or one JSON object a line (log).</summary>
    public bool AsLines { get; init; }

    /// <summary>Whether tables come with the marks of the environment's inspector: their kinds counted, or those of the page's rows.</summary>
    public bool WithMarks { get; init; }

    /// <summary>The task to score by, for <see cref="EpisodeQueryKind.Grade"/>; null takes the episode's own.</summary>
    public string? Task { get; init; }

    /// <summary>Whether a running episode is graded as it stands (OpenEnv's <c>/grader</c>) instead of refused with <c>not_done</c>.</summary>
    public bool AllowRunning { get; init; }
}

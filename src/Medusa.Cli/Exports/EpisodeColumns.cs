using System.Globalization;

namespace Medusa.Cli.Exports;

/// <summary>The columns that every format has: which episode it is and how it went.</summary>
internal static class EpisodeColumns
{
    internal static void Write(LineWriter line, ExportedEpisode episode)
    {
        var (summary, trajectory) = episode;
        line.Text("episode_id", trajectory.EpisodeId);
        line.Text("environment", trajectory.Environment);
        line.Text("version", trajectory.Version);
        line.Text("task", trajectory.Task);
        line.Text("seed", trajectory.Seed?.ToString(CultureInfo.InvariantCulture));
        line.Time("created_at", summary.CreatedAt);
        line.Text("status", summary.Status);
        line.Text("end_reason", trajectory.EndReason);
        line.Flag("graded", episode.IsGraded);
        line.Flag("passed", episode.IsPassed);
        line.Number("score", episode.Score);
        line.Number("return", trajectory.Return);
        line.Count("length", trajectory.Steps.Count);
    }
}

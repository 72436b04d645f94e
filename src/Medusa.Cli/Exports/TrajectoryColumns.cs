namespace Medusa.Cli.Exports;

/// <summary><c>--format jsonl</c>: an episode with all its steps. The columns are explained in docs/export.md.</summary>
internal static class TrajectoryColumns
{
    internal static string LineOf(ExportedEpisode episode)
    {
        var (summary, trajectory) = episode;
        using var line = new LineWriter();
        EpisodeColumns.Write(line, episode);
        line.Json("options", trajectory.Options);
        line.Text("label", trajectory.Label);
        line.Json("labels", trajectory.Labels);
        line.Text("parent", trajectory.Parent);
        line.Count("forked_at", trajectory.ForkedAt ?? -1);
        line.Text("durability", summary.Durability);
        line.Text("plugin", trajectory.Provenance.Plugin);
        line.Text("plugin_version", trajectory.Provenance.Version);
        line.Text("plugin_sha256", trajectory.Provenance.Sha256);
        line.Text("contract", trajectory.Provenance.Contract);
        line.Json("checks", trajectory.Grade?.Checks ?? []);
        line.List("steps", trajectory.Steps, step =>
        {
            line.Json("observation", step.Observation);
            line.Json("action", step.Action);
            line.Number("reward", step.Reward);
            line.Json("reward_breakdown", step.RewardBreakdown);
            line.Flag("terminated", step.Terminated);
            line.Flag("truncated", step.Truncated);
            line.Text("state_digest", step.StateDigest);
        });
        line.Json("final_observation", trajectory.FinalObservation);
        return line.End();
    }
}

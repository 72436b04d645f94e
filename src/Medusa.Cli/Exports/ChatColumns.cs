namespace Medusa.Cli.Exports;

/// <summary><c>--format messages</c>: an episode as a chat that ends with the last action. The columns are explained in docs/export.md.</summary>
internal static class ChatColumns
{
    internal static string LineOf(ExportedEpisode episode, SystemPrompts prompts)
    {
        using var line = new LineWriter();
        line.List("messages", Turns(episode, prompts), turn =>
        {
            line.Text("role", turn.Role);
            line.Text("content", turn.Content);
        });
        EpisodeColumns.Write(line, episode);
        return line.End();
    }

    private static IEnumerable<(string Role, string Content)> Turns(ExportedEpisode episode, SystemPrompts prompts)
    {
        yield return ("system", prompts.For(episode.Trajectory));
        foreach (var step in episode.Trajectory.Steps)
        {
            yield return ("user", step.Observation.GetRawText());
            yield return ("assistant", step.Action.GetRawText());
        }
    }
}

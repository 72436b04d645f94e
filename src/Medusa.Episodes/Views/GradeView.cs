using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>Judges an episode: the grader's checks and the task's score.</summary>
internal static class GradeView
{
    /// <summary>Writes the grade; refuses while the episode runs unless the query allows it.</summary>
    public static Problem? Write(Episode episode, EpisodeView view, QueryEpisode query, EpisodeStarter starter, JsonBuffer json)
    {
        if (!query.AllowRunning && query.At is null && view.Status == EpisodeStatus.Running && episode.ClosedReason is null)
        {
            return new Problem(ProblemCode.NotDone, "The episode runs: grade it once it is done.") { Extensions = Record.Of(("expected_step", view.Step + 1)) };
        }

        var definition = episode.Environment.Definition;
        if (query.Task is { } asked && definition.FindTask(asked) is null)
        {
            return new Problem(ProblemCode.UnknownTask, $"No task is named '{asked}': there are {string.Join(", ", definition.Tasks.Select(known => known.Name))}.");
        }

        var outcome = Judge(episode, view, query.Task, starter);
        json.StartObject();
        json.Name("episode_id"u8);
        json.Text(episode.Started.Id.Value);
        json.Name("environment"u8);
        json.Text(definition.Name);
        WriteChecks(outcome.Grade, json);
        json.Name("task"u8);
        json.Text(outcome.Task?.Task);
        json.Name("score"u8);
        json.Number(outcome.Score);
        json.Name("task_passed"u8);
        json.Value(outcome.Task is { } scored ? scored.Passed : default(Value));
        json.Name("rubric"u8);
        json.Value(outcome.Task?.Breakdown);
        json.Name("notes"u8);
        json.Value(Value.List(outcome.Task?.Notes ?? []));
        json.Name("measurements"u8);
        json.Record(outcome.Task?.Measurements ?? Record.Empty);
        json.Name("grade"u8);
        json.Text(outcome.Task?.Grade);
        json.Name("scenario"u8);
        json.Text(view.Scenario);
        json.Name("return"u8);
        json.Number(view.CumulativeReward);
        json.Name("max_return"u8);
        json.Value(outcome.MaxReturn is { } most ? most : default(Value));
        json.EndObject();
        return null;
    }

    /// <summary>Writes <c>passed</c> and <c>checks</c> into the open object.</summary>
    public static void WriteChecks(GradeReport grade, JsonBuffer json)
    {
        json.Name("passed"u8);
        json.Boolean(grade.Passed);
        json.Name("checks"u8);
        json.StartList();
        foreach (var check in grade.Checks)
        {
            json.StartObject();
            json.Name("check"u8);
            json.Text(check.Check);
            json.Name("passed"u8);
            json.Boolean(check.Passed);
            json.Name("reason"u8);
            json.Text(check.Reason);
            json.EndObject();
        }

        json.EndList();
    }

    /// <summary>Judges an episode by a task, its own by default.</summary>
    public static (GradeReport Grade, TaskScore? Task, double Score, double? MaxReturn) Judge(Episode episode, EpisodeView view, string? task, EpisodeStarter starter)
    {
        var definition = episode.Environment.Definition;
        var grade = GradeReport.Of(definition.Checks, view.State);
        var scored = (task ?? view.Task) is { } name ? definition.FindTask(name)?.Score(view) : null;
        var score = scored?.Score ?? definition.ScoreWithoutTask?.Invoke(view) ?? ShareOf(grade, view);
        return (grade, scored, score, definition.MaxReturn?.Invoke(starter.ScenarioOf(episode.Started, episode.Environment)));
    }

    private static double ShareOf(GradeReport grade, EpisodeView view) =>
        view.Status == EpisodeStatus.Terminated && grade.Checks.Length > 0 ? (double)grade.PassedCount / grade.Checks.Length : 0;
}

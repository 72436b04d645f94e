using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>Writes what a task says of an episode, from the engine's grade.</summary>
internal static class TaskGradeJson
{
    /// <summary>
    /// Writes <c>/grader</c>'s answer: <c>{"episode_id", "task_id", "score", "passed", "breakdown"}</c>, the verdict being the task's, then the measurements and the
    /// rest of the grade, in which <c>checks_passed</c> says whether every check passed.
    /// </summary>
    /// <param name="grade">The grade.</param>
    /// <param name="json">Where to write it.</param>
    public static void Write(JsonElement grade, JsonBuffer json)
    {
        json.StartObject();
        Copy(grade, "episode_id", "episode_id", json);
        Copy(grade, "task", "task_id", json);
        WriteVerdict(grade, json);
        WriteMeasurements(grade, json);
        Copy(grade, "passed", "checks_passed", json);
        foreach (var name in (ReadOnlySpan<string>)["checks", "notes", "grade", "environment", "scenario", "return", "max_return"])
        {
            Copy(grade, name, name, json);
        }

        json.EndObject();
    }

    /// <summary>Writes <c>score</c>, <c>passed</c> and <c>breakdown</c> of the task into the open object.</summary>
    /// <param name="grade">The grade.</param>
    /// <param name="json">Where to write them.</param>
    public static void WriteVerdict(JsonElement grade, JsonBuffer json)
    {
        Copy(grade, "score", "score", json);
        Copy(grade, "task_passed", "passed", json);
        Copy(grade, "rubric", "breakdown", json);
    }

    /// <summary>Writes the task's measurements into the open object, each under its name.</summary>
    /// <param name="grade">The grade.</param>
    /// <param name="json">Where to write them.</param>
    public static void WriteMeasurements(JsonElement grade, JsonBuffer json)
    {
        foreach (var measurement in grade.GetProperty("measurements").EnumerateObject())
        {
            json.Name(measurement.Name);
            CompactJson.Write(measurement.Value, json);
        }
    }

    private static void Copy(JsonElement grade, string from, string to, JsonBuffer json)
    {
        json.Name(to);
        CompactJson.Write(grade.GetProperty(from), json);
    }
}

using System.Globalization;
using System.Text;
using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>Writes tasks.</summary>
internal static class TaskJson
{
    /// <summary>Writes a task: what is to be done, from which reset, and how it is scored.</summary>
    /// <param name="task">The task.</param>
    /// <param name="json">Where to write it.</param>
    public static void Write(ITask task, JsonBuffer json)
    {
        json.StartObject();
        json.Name("task_id"u8);
        json.Text(task.Name);
        json.Name("difficulty"u8);
        json.Text(task.Difficulty);
        json.Name("description"u8);
        json.Text(task.Description);
        if (task.SuccessCriteria is { } success)
        {
            json.Name("success_criteria"u8);
            json.Text(success);
        }

        json.Name("seed"u8);
        json.Raw(Encoding.ASCII.GetBytes(task.Seed.Number.ToString(CultureInfo.InvariantCulture)));
        json.Name("options"u8);
        json.Record(task.Options);
        json.Name("pass_threshold"u8);
        json.Number(task.PassThreshold);
        json.Name("rubric"u8);
        json.Record(task.Rubric);
        json.EndObject();
    }

    /// <summary>Writes a list of tasks.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="json">Where to write them.</param>
    public static void WriteList(IEnumerable<ITask> tasks, JsonBuffer json)
    {
        json.StartList();
        foreach (var task in tasks)
        {
            Write(task, json);
        }

        json.EndList();
    }
}

using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Medusa.Client;

namespace Medusa.Cli.Exports;

/// <summary>What the system's turn says: what the environment is, the task, and the actions. An environment that the server has no longer in the episode's version has its name alone.</summary>
internal sealed class SystemPrompts(IReadOnlyList<EnvironmentInfo> environments)
{
    private readonly ConcurrentDictionary<(string Environment, string Version, string? Task), string> prompts = [];

    internal string For(EpisodeTrajectory trajectory) =>
        prompts.GetOrAdd((trajectory.Environment, trajectory.Version, trajectory.Task), key => Write(key.Environment, key.Version, key.Task));

    private string Write(string name, string version, string? task)
    {
        var offered = environments.FirstOrDefault(environment => environment.Name == name && environment.Version == version);
        var text = new StringBuilder($"You act in the environment {name} (version {version}).");
        text.Append(string.IsNullOrEmpty(offered?.Description) ? "" : $" {offered.Description}").Append("\n\n");
        if (task is not null)
        {
            text.Append($"Your task is {task}. {DescriptionOf(offered, task)}".TrimEnd()).Append("\n\n");
        }

        text.Append("Each message of the user is an observation, as JSON. Answer it with one action: a JSON object and nothing else.");
        if (offered is not null)
        {
            WriteActions(text, offered);
        }

        return text.ToString();
    }

    private static void WriteActions(StringBuilder text, EnvironmentInfo environment)
    {
        if (environment.Actions.ValueKind == JsonValueKind.Array)
        {
            text.Append("\n\nThe actions:");
            foreach (var action in environment.Actions.EnumerateArray())
            {
                text.Append($"\n- {TextOf(action, "name")}: {TextOf(action, "description")}");
            }
        }

        if (environment.Action.ValueKind == JsonValueKind.Object)
        {
            text.Append($"\n\nThe JSON schema of an action: {environment.Action.GetRawText()}");
        }
    }

    private static string DescriptionOf(EnvironmentInfo? environment, string task) => environment?.Tasks.ValueKind == JsonValueKind.Array
        ? environment.Tasks.EnumerateArray().Where(known => TextOf(known, "task_id") == task).Select(known => TextOf(known, "description")).FirstOrDefault("")
        : "";

    private static string TextOf(JsonElement item, string name) => item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}

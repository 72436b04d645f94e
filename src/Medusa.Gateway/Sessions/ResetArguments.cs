using System.Text.Json;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>
/// Reads the arguments of OpenEnv's reset: <c>seed, episode_id, task</c> (alias <c>task_id</c>), <c>on_invalid_action</c> and the environment's options. Each may
/// also be written <c>medusa_&lt;name&gt;</c>, which wins over the plain name. Unknown keys are left to the engine, which ignores and names them.
/// </summary>
internal static class ResetArguments
{
    private const string Prefix = "medusa_";
    private const int MaxLabelLength = 255;

    /// <summary>Reads the arguments.</summary>
    /// <param name="owner">Whose the episode will be.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="data">The arguments: an object, or undefined.</param>
    /// <param name="problem">Why they cannot be read; null where they can.</param>
    public static CreateEpisode Read(Owner owner, EnvironmentDefinition environment, JsonElement data, out Problem? problem)
    {
        problem = null;
        var command = new CreateEpisode(owner, EpisodeId.New(), environment.Name) { IgnoreUnknownOptions = true };
        if (data.ValueKind != JsonValueKind.Object)
        {
            return command;
        }

        Dictionary<string, JsonElement>? options = null;
        HashSet<string>? fixedNames = null;
        foreach (var property in data.EnumerateObject())
        {
            var name = Canonical(property.Name, environment, out var prefixed);
            if (fixedNames?.Contains(name) == true && !prefixed)
            {
                continue;
            }

            if (prefixed)
            {
                (fixedNames ??= new(StringComparer.Ordinal)).Add(name);
            }

            command = Take(command, name, property.Value, ref options, ref problem);
        }

        return options is null ? command : command with { Options = ToElement(options) };
    }

    private static CreateEpisode Take(CreateEpisode command, string name, JsonElement value, ref Dictionary<string, JsonElement>? options, ref Problem? problem)
    {
        switch (name)
        {
            case "seed":
                return command with { Seed = value };
            case "episode_id":
                return command with { Label = Label(value, ref problem) };
            case "task":
                return command with { Task = Task(value, ref problem) };
            case "on_invalid_action":
                return command with { OnInvalidAction = Mode(value, ref problem) };
            case "fork_from" when value.ValueKind != JsonValueKind.Null:
                problem ??= new Problem(ProblemCode.InvalidRequest, "This version offers no forks: send no fork_from.");
                return command;
            default:
                (options ??= new(StringComparer.Ordinal))[name] = value;
                return command;
        }
    }

    private static string Canonical(string name, EnvironmentDefinition environment, out bool prefixed)
    {
        prefixed = name.StartsWith(Prefix, StringComparison.Ordinal) && IsKnown(name[Prefix.Length..], environment);
        var plain = prefixed ? name[Prefix.Length..] : name;
        return plain == "task_id" ? "task" : plain;
    }

    private static bool IsKnown(string name, EnvironmentDefinition environment) =>
        name is "seed" or "episode_id" or "task" or "task_id" or "on_invalid_action" or "fork_from" || environment.Scenarios.Options.Find(name) is not null;

    private static string? Label(JsonElement value, ref Problem? problem)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: <= MaxLabelLength } label)
        {
            return label.Length == 0 ? null : label;
        }

        problem ??= Wrong("episode_id", value, value.ValueKind == JsonValueKind.String ? "string_too_long" : "string_type", "episode_id is a text of at most 255 characters.");
        return null;
    }

    private static string? Task(JsonElement value, ref Problem? problem)
    {
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.String)
        {
            return value.GetString();
        }

        problem ??= Wrong("task", value, "string_type", "task is the name of one of the environment's tasks.");
        return null;
    }

    private static InvalidActionMode Mode(JsonElement value, ref Problem? problem)
    {
        switch (value.ValueKind == JsonValueKind.String ? value.GetString() : value.ValueKind == JsonValueKind.Null ? "error" : null)
        {
            case "error":
                return InvalidActionMode.Error;
            case "step":
                return InvalidActionMode.Step;
            default:
                problem ??= Wrong("on_invalid_action", value, "literal_error", "on_invalid_action is 'error' or 'step'.");
                return InvalidActionMode.Error;
        }
    }

    private static Problem Wrong(string name, JsonElement value, string type, string message) =>
        new(ProblemCode.InvalidRequest, message) { Errors = [FieldErrorJson.Of(type, message.TrimEnd('.'), value, name)] };

    private static JsonElement ToElement(Dictionary<string, JsonElement> options)
    {
        var json = new JsonBuffer();
        json.StartObject();
        foreach (var (name, value) in options)
        {
            json.Name(name);
            CompactJson.Write(value, json);
        }

        json.EndObject();
        var reader = new Utf8JsonReader(json.WrittenSpan, new JsonReaderOptions { MaxDepth = 1024 });
        return JsonElement.ParseValue(ref reader);
    }
}

using System.Globalization;
using System.Text.Json;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>
/// Reads the arguments of OpenEnv's reset: <c>seed, episode_id, task</c> (alias <c>task_id</c>), <c>on_invalid_action, group, fork_from, at_step, request_id,
/// idle_timeout_s, deadline_s, durability</c> and the environment's options. Each may also be written <c>medusa_&lt;name&gt;</c>, which wins over the plain name.
/// Unknown keys are left to the engine, which ignores and names them.
/// </summary>
internal sealed class ResetArguments
{
    /// <summary>The argument that names the episode to copy.</summary>
    public const string ForkFrom = "fork_from";

    /// <summary>The argument that says after which step.</summary>
    public const string AtStep = "at_step";

    private const string Prefix = "medusa_";
    private const int MaxLabelLength = 255;
    private const int MaxGroupLength = 240;
    private const double LongestSeconds = 365 * 86_400.0;

    /// <summary>What a copy has from the episode that it copies, so that asking for it as well is a contradiction.</summary>
    private static readonly string[] NotForForks = ["group", "idle_timeout_s", "deadline_s", "durability"];

    private static readonly string[] Names =
        ["seed", "episode_id", "task", "task_id", "on_invalid_action", "group", ForkFrom, AtStep, "request_id", "idle_timeout_s", "deadline_s", "durability"];

    private readonly EnvironmentDefinition environment;
    private readonly HashSet<string> given = new(StringComparer.Ordinal);
    private HashSet<string>? prefixedNames;
    private Dictionary<string, JsonElement>? options;
    private ResetRequest request;
    private Problem? problem;

    private ResetArguments(Owner owner, EnvironmentDefinition environment)
    {
        this.environment = environment;
        request = new ResetRequest(new CreateEpisode(owner, EpisodeId.New(), environment.Name) { IgnoreUnknownOptions = true });
    }

    /// <summary>Reads the arguments.</summary>
    /// <param name="owner">Whose the episode will be.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="data">The arguments: an object, or undefined.</param>
    /// <param name="problem">Why they cannot be read; null where they can.</param>
    public static ResetRequest Read(Owner owner, EnvironmentDefinition environment, JsonElement data, out Problem? problem)
    {
        var reader = new ResetArguments(owner, environment);
        if (data.ValueKind == JsonValueKind.Object)
        {
            reader.Read(data);
        }

        problem = reader.problem;
        return reader.request;
    }

    private void Read(JsonElement data)
    {
        foreach (var property in data.EnumerateObject())
        {
            var name = Canonical(property.Name, out var prefixed);
            if (prefixedNames?.Contains(name) == true && !prefixed)
            {
                continue;
            }

            if (prefixed)
            {
                (prefixedNames ??= new(StringComparer.Ordinal)).Add(name);
            }

            Take(name, property.Value);
        }

        if (options is not null)
        {
            request = request with { Start = request.Start with { Options = ToElement(options) } };
        }

        CheckFork(data);
    }

    private void Take(string name, JsonElement value)
    {
        var start = request.Start;
        if (value.ValueKind != JsonValueKind.Null)
        {
            given.Add(name);
        }

        request = name switch
        {
            "seed" => request with { Start = start with { Seed = value } },
            "episode_id" => request with { Start = start with { Label = Label(value) } },
            "task" => request with { Start = start with { Task = Text(name, value, "task is the name of one of the environment's tasks.") } },
            "on_invalid_action" => request with { Start = start with { OnInvalidAction = Mode(value) } },
            "group" => request with { Start = start with { Group = Group(value) } },
            ForkFrom => request with { Parent = Parent(value) },
            AtStep => request with { At = At(value) },
            "request_id" => request with { Start = start with { RequestId = RequestId(value) } },
            "idle_timeout_s" => request with { Start = start with { IdleTimeout = Seconds(name, value) } },
            "deadline_s" => request with { Start = start with { Deadline = Seconds(name, value) } },
            "durability" => request with { Start = start with { Durability = Durability(value) } },
            _ => Option(name, value),
        };
    }

    private ResetRequest Option(string name, JsonElement value)
    {
        (options ??= new(StringComparer.Ordinal))[name] = value;
        return request;
    }

    private void CheckFork(JsonElement data)
    {
        if (!given.Contains(ForkFrom))
        {
            if (given.Contains(AtStep))
            {
                problem ??= Wrong(AtStep, Sent(data, AtStep), "value_error", "at_step goes with fork_from: send both, or neither.");
            }

            return;
        }

        if (Array.Find(NotForForks, given.Contains) is { } name)
        {
            problem ??= Wrong(name, Sent(data, name), "value_error", $"A fork has it from its parent: send {name} or fork_from, not both.");
        }
    }

    private string Canonical(string name, out bool prefixed)
    {
        prefixed = name.StartsWith(Prefix, StringComparison.Ordinal) && IsKnown(name[Prefix.Length..]);
        var plain = prefixed ? name[Prefix.Length..] : name;
        return plain == "task_id" ? "task" : plain;
    }

    private bool IsKnown(string name) => Names.Contains(name) || environment.Scenarios.Options.Find(name) is not null;

    private string? Text(string name, JsonElement value, string message)
    {
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.String)
        {
            return value.GetString();
        }

        problem ??= Wrong(name, value, "string_type", message);
        return null;
    }

    private string? Label(JsonElement value)
    {
        const string Message = "episode_id is a text of at most 255 characters.";
        var label = Text("episode_id", value, Message);
        if (label is { Length: > MaxLabelLength })
        {
            problem ??= Wrong("episode_id", value, "string_too_long", Message);
        }

        return string.IsNullOrEmpty(label) ? null : label;
    }

    private InvalidActionMode Mode(JsonElement value)
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

    /// <summary>Shorter than an id may be: the members' numbers come after it.</summary>
    private string? Group(JsonElement value)
    {
        const string Message = "group is 1 to 240 characters of A-Z a-z 0-9 . _ -.";
        var group = Text("group", value, Message);
        if (group is not null && (group.Length > MaxGroupLength || !EpisodeId.TryName(group, out _)))
        {
            problem ??= Wrong("group", value, "value_error", Message);
        }

        return group;
    }

    private EpisodeId? Parent(JsonElement value)
    {
        const string Message = "fork_from is the id of an episode, as metadata.episode_id shows it.";
        if (Text(ForkFrom, value, Message) is not { } text)
        {
            return null;
        }

        if (EpisodeId.TryParse(text, out var parent))
        {
            return parent;
        }

        problem ??= Wrong(ForkFrom, value, "value_error", Message);
        return null;
    }

    private int? At(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var at) && at >= 0)
        {
            return at;
        }

        problem ??= Wrong(AtStep, value, value.ValueKind == JsonValueKind.Number ? "greater_than_equal" : "int_type", "at_step is the number of a step, 0 for the beginning.");
        return null;
    }

    private string? RequestId(JsonElement value)
    {
        const string Message = "request_id is a text of 1 to 255 characters.";
        var id = Text("request_id", value, Message);
        if (id is { Length: 0 or > MaxLabelLength })
        {
            problem ??= Wrong("request_id", value, id.Length == 0 ? "string_too_short" : "string_too_long", Message);
        }

        return id;
    }

    private TimeSpan? Seconds(string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        // A millisecond is the least that a time keeps once it is written down.
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is >= 0.001 and <= LongestSeconds)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        problem ??= Wrong(name, value, value.ValueKind == JsonValueKind.Number ? "value_error" : "float_type", $"{name} is a number of seconds, 0.001 to {LongestSeconds.ToString("F0", CultureInfo.InvariantCulture)}.");
        return null;
    }

    private string? Durability(JsonElement value)
    {
        const string Message = "durability is 'durable' or 'volatile'.";
        var durability = Text("durability", value, Message);
        if (durability is not (null or "durable" or "volatile"))
        {
            problem ??= Wrong("durability", value, "literal_error", Message);
        }

        return durability;
    }

    private static JsonElement Sent(JsonElement data, string name) =>
        data.TryGetProperty(Prefix + name, out var prefixed) ? prefixed : data.TryGetProperty(name, out var plain) ? plain : default;

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

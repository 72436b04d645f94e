using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>A create command after validation.</summary>
internal sealed class StartRequest
{
    private const int MaxLabels = 64;

    /// <summary>The seed as given, or the task's; null lets the host draw one.</summary>
    public Seed? Seed { get; private init; }

    /// <summary>The reset options, defaults and the task's own included.</summary>
    public required Record Options { get; init; }

    /// <summary>Unknown options that were ignored, in the order in which they were sent.</summary>
    public required IReadOnlyCollection<string> Ignored { get; init; }

    /// <summary>The request in canonical JSON, where it carries an id; null without one.</summary>
    public string? Fingerprint { get; private init; }

    /// <summary>Reads a command.</summary>
    /// <returns>The refusal, or null.</returns>
    public static Problem? Read(CreateEpisode command, PreparedEnvironment environment, IEpisodeJournal journal, out StartRequest request)
    {
        request = null!;
        if (ReadSeed(command, environment, out var seed) is { } wrongSeed)
        {
            return wrongSeed;
        }

        if (CheckNames(command, journal) is { } wrongName)
        {
            return wrongName;
        }

        var errors = new List<FieldError>();
        var ignored = command.IgnoreUnknownOptions && command.Options.ValueKind == JsonValueKind.Object ? new List<string>() : null;
        var options = environment.ReadOptions(command.Options, errors, ignored);
        if (errors.Count > 0)
        {
            return Refusal(errors, environment.Options);
        }

        if (command.Task is { } name)
        {
            if (environment.Definition.FindTask(name) is not { } task)
            {
                return new Problem(ProblemCode.UnknownTask, $"No task is named '{name}': there are {string.Join(", ", environment.Definition.Tasks.Select(known => known.Name))}.");
            }

            if (Pin(task, command.Options, environment.Options, ref options) is { } clash)
            {
                return clash;
            }

            seed ??= task.Seed;
        }

        request = new StartRequest
        {
            Seed = seed,
            Options = options,
            Ignored = (IReadOnlyCollection<string>?)ignored ?? [],
            Fingerprint = command.RequestId is null ? null : FingerprintOf(command, environment, seed, options),
        };
        return null;
    }

    private static Problem? ReadSeed(CreateEpisode command, PreparedEnvironment environment, out Seed? seed)
    {
        seed = null;
        if (command.Seed.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return null;
        }

        if (!environment.Definition.Seeds.TryRead(command.Seed, out var read, out var error))
        {
            return new Problem(ProblemCode.InvalidRequest, error) { Errors = [new FieldError(["seed"], "value_error", error.TrimEnd('.'), JsonText.Compact(command.Seed))] };
        }

        seed = read;
        return null;
    }

    private static Problem? CheckNames(CreateEpisode command, IEpisodeJournal journal)
    {
        if (RequestIds.Check(command.RequestId) is { } wrong)
        {
            return Problem.Of(wrong);
        }

        if (command.Label is { Length: > EpisodeId.MaxLength } label)
        {
            return Problem.Of(new FieldError(["episode_id"], "string_too_long", $"String should have at most {EpisodeId.MaxLength} characters", CanonicalJson.Text(label))
            {
                Context = $"{{\"max_length\":{EpisodeId.MaxLength}}}",
            });
        }

        if (command.Durability is { } asked && !journal.Offers(asked))
        {
            return Problem.Of(new FieldError(["durability"], "literal_error", $"Input should be '{journal.Durability}' on this server", CanonicalJson.Text(asked))
            {
                Context = CanonicalJson.Text(Record.Of(("expected", $"'{journal.Durability}'"))),
            });
        }

        return command.Labels.Count > MaxLabels
            ? Problem.Of(new FieldError(["labels"], "too_long", $"Dictionary should have at most {MaxLabels} items after validation, not {command.Labels.Count}", "{}"))
            : null;
    }

    private static Problem? Pin(ITask task, JsonElement sent, ObjectDescriptor described, ref Record options)
    {
        if (sent.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in described.Fields)
            {
                var isGiven = sent.TryGetProperty(field.Name, out var given) && given.ValueKind != JsonValueKind.Null;
                if (isGiven && (task.Excludes.Contains(field.Name) || (task.Options.Has(field.Name) && task.Options[field.Name] != options[field.Name])))
                {
                    var error = new FieldError([field.Name], "value_error", $"Value error, task '{task.Name}' decides it", JsonText.Compact(given));
                    return new Problem(ProblemCode.InvalidRequest, $"Give either the task '{task.Name}' or '{field.Name}', not both.") { Errors = [error] };
                }
            }
        }

        if (task.Options.Count > 0)
        {
            options = Merged(described, options, task.Options);
        }

        return null;
    }

    private static Record Merged(ObjectDescriptor described, Record options, Record pinned)
    {
        var fields = new List<(string Name, Value Value)>();
        foreach (var field in described.Fields)
        {
            if (pinned.Has(field.Name))
            {
                fields.Add((field.Name, pinned[field.Name]));
            }
            else if (options.Has(field.Name))
            {
                fields.Add((field.Name, options[field.Name]));
            }
        }

        return Record.Of([.. fields]);
    }

    private static string FingerprintOf(CreateEpisode command, PreparedEnvironment environment, Seed? seed, Record options) => CanonicalJson.Text(Record.Of(
        ("environment", environment.Definition.Name),
        ("seed", seed?.Text),
        ("seeds", command.Seeds),
        ("task", command.Task),
        ("options", options),
        ("episode_id", command.IsNamed ? command.Id.Root.ToString() : null),
        ("label", command.Label),
        ("labels", command.Labels),
        ("on_invalid_action", command.OnInvalidAction == InvalidActionMode.Step ? "step" : "error"),
        ("durability", command.Durability),
        ("count", command.Count == 1 ? default(Value) : command.Count),
        ("group", command.Group),
        ("idle_timeout_s", command.IdleTimeout is { } idle ? idle.TotalSeconds : default(Value)),
        ("deadline_s", command.Deadline is { } deadline ? deadline.TotalSeconds : default(Value))));

    private static Problem Refusal(List<FieldError> errors, ObjectDescriptor described)
    {
        var code = errors.Where(error => error.Path.Length == 1 && error.Type is "enum" or "literal_error")
            .Select(error => described.Find(error.Path[0])?.UnknownCode)
            .FirstOrDefault(unknown => unknown is not null) ?? ProblemCode.InvalidRequest;
        return new Problem(code, $"Correct '{errors[0].DottedPath}': {errors[0].Message}.") { Errors = [.. errors] };
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>Reads <c>POST /v1/episodes</c>.</summary>
internal static class CreateRequest
{
    /// <summary>The greatest number of episodes that one request starts.</summary>
    public const int MaxEpisodes = 4096;

    private const int LongestNumbered = 250;

    private static readonly string[] Fields =
    [
        "environment", "seed", "seeds", "task", "options", "episode_id", "count", "durability", "labels", "request_id", "on_invalid_action",
        "idle_timeout_s", "deadline_s",
    ];

    /// <summary>Reads the episodes to start.</summary>
    /// <param name="root">The body, an object.</param>
    /// <param name="owner">Whose they will be.</param>
    /// <param name="catalogue">The environments.</param>
    /// <param name="problem">Why it cannot be read; null where it can.</param>
    /// <param name="frame">Further fields that the object may have.</param>
    public static List<CreateEpisode> Read(JsonElement root, Owner owner, IEnvironmentCatalogue catalogue, out Problem? problem, params string[] frame)
    {
        var fields = new ObjectReader(root, [.. Fields, .. frame]);
        var environment = fields.Text("environment", required: true);
        var command = new CreateEpisode(owner, default, environment ?? string.Empty)
        {
            Seed = fields.Any("seed"),
            Task = fields.Text("task"),
            Options = fields.Object("options"),
            RequestId = fields.Text("request_id", minLength: 1),
            Durability = Durability(fields),
            Labels = Labels(fields),
            OnInvalidAction = Mode(fields),
            IdleTimeout = fields.Seconds("idle_timeout_s"),
            Deadline = fields.Seconds("deadline_s"),
            Count = (int)(fields.Integer("count", 1, MaxEpisodes) ?? 1),
        };
        var id = Id(fields);
        var seeds = Seeds(fields);
        CheckNumber(fields, id, command.Count, seeds.Count);
        problem = fields.Problem();
        if (problem is null && catalogue.Find(command.Environment) is not { } found)
        {
            problem = new Problem(ProblemCode.UnknownEnvironment, $"There is no environment '{environment}': GET /v1/environments lists them.");
        }
        else if (problem is null && seeds.Count > 1 && catalogue.Find(command.Environment) is { } known)
        {
            problem = CheckSeeds(seeds, known.Definition.Seeds);
        }

        return problem is null ? Commands(command, id, seeds) : [];
    }

    private static List<CreateEpisode> Commands(CreateEpisode command, EpisodeId? id, List<JsonElement> seeds)
    {
        if (seeds.Count == 0)
        {
            return [command with { Id = id ?? EpisodeId.New(), IsNamed = id is not null }];
        }

        var sent = command.RequestId is null ? null : $"[{string.Join(',', seeds.Select(CompactJson.Text))}]";
        var commands = new List<CreateEpisode>(seeds.Count);
        foreach (var seed in seeds)
        {
            commands.Add(command with
            {
                Id = id ?? EpisodeId.New(),
                IsNamed = id is not null,
                Seed = seed,
                Seeds = sent,
                RequestId = RequestIdOf(command.RequestId, commands.Count),
            });
        }

        return commands;
    }

    private static void CheckNumber(ObjectReader fields, EpisodeId? id, int count, int seeds)
    {
        if (id is not null && (seeds > 1 || count > 1))
        {
            fields.Add("value_error", "episode_id goes with one episode only", fields.Any("episode_id"), "episode_id");
        }

        if ((long)count * seeds > MaxEpisodes)
        {
            fields.Add("value_error", $"count times the number of seeds is at most {MaxEpisodes}", fields.Any("count"), "count");
        }
    }

    /// <summary>The id under which the episode of one seed is recorded; a long one is shortened to its SHA-256, so that the number has room.</summary>
    private static string? RequestIdOf(string? requestId, int index)
    {
        if (index == 0)
        {
            return requestId;
        }

        var root = requestId is { Length: > LongestNumbered } ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(requestId))) : requestId;
        return root is null ? null : string.Create(CultureInfo.InvariantCulture, $"{root}/{index}");
    }

    private static List<JsonElement> Seeds(ObjectReader fields)
    {
        var seeds = fields.Any("seeds");
        if (seeds.ValueKind == JsonValueKind.Undefined)
        {
            return [];
        }

        if (seeds.ValueKind != JsonValueKind.Array)
        {
            fields.Add("list_type", "Input should be a valid list", seeds, "seeds");
            return [];
        }

        if (fields.Any("seed").ValueKind != JsonValueKind.Undefined)
        {
            fields.Add("value_error", "Send seed or seeds, not both", seeds, "seeds");
        }

        if (seeds.GetArrayLength() is 0 or > MaxEpisodes)
        {
            fields.Add("value_error", $"seeds holds 1 to {MaxEpisodes} seeds", default, "seeds");
            return [];
        }

        return [.. seeds.EnumerateArray()];
    }

    /// <summary>All seeds before the first episode, so that a wrong one starts nothing.</summary>
    private static Problem? CheckSeeds(List<JsonElement> seeds, SeedRule rule)
    {
        for (var index = 0; index < seeds.Count; index++)
        {
            if (seeds[index].ValueKind != JsonValueKind.Null && !rule.TryRead(seeds[index], out _, out var error))
            {
                var path = index.ToString(CultureInfo.InvariantCulture);
                return new Problem(ProblemCode.InvalidRequest, error) { Errors = [FieldErrorJson.Of("value_error", error, seeds[index], "seeds", path)] };
            }
        }

        return null;
    }

    private static EpisodeId? Id(ObjectReader fields)
    {
        if (fields.Text("episode_id") is not { } text)
        {
            return null;
        }

        if (EpisodeId.TryName(text, out var id))
        {
            return id;
        }

        fields.Add("value_error", "An id is 1 to 255 characters of A-Z a-z 0-9 . _ -", fields.Any("episode_id"), "episode_id");
        return null;
    }

    private static string? Durability(ObjectReader fields)
    {
        var text = fields.Text("durability");
        if (text is not (null or "durable" or "volatile"))
        {
            fields.Add("literal_error", "Input should be 'durable' or 'volatile'", fields.Any("durability"), "durability");
        }

        return text;
    }

    private static InvalidActionMode Mode(ObjectReader fields)
    {
        var text = fields.Text("on_invalid_action");
        if (text is not (null or "error" or "step"))
        {
            fields.Add("literal_error", "Input should be 'error' or 'step'", fields.Any("on_invalid_action"), "on_invalid_action");
        }

        return text == "step" ? InvalidActionMode.Step : InvalidActionMode.Error;
    }

    private static Record Labels(ObjectReader fields)
    {
        var labels = fields.Object("labels");
        if (labels.ValueKind != JsonValueKind.Object)
        {
            return Record.Empty;
        }

        var values = new Dictionary<string, Value>(StringComparer.Ordinal);
        foreach (var label in labels.EnumerateObject())
        {
            if (label.Value.ValueKind != JsonValueKind.String || label.Value.GetString()!.Length > 255 || label.Name.Length is 0 or > 255 || values.Count == 64)
            {
                fields.Add("value_error", "labels holds at most 64 texts of at most 255 characters by name", label.Value, "labels");
                return Record.Empty;
            }

            values[label.Name] = label.Value.GetString();
        }

        return Record.Of([.. values.Select(label => (label.Key, label.Value))]);
    }
}

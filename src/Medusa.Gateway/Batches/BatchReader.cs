using System.Text.Json;
using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>Reads the elements of a batch. An element that cannot be read is refused alone.</summary>
/// <param name="environments">The environments.</param>
internal sealed class BatchReader(EnvironmentLookup environments)
{
    /// <summary>The greatest number of elements.</summary>
    public const int MaxItems = 4096;

    private static readonly string[] StepFields = ["episode_id", "action", "step", "request_id"];
    private static readonly string[] CreateFields = ["create"];

    /// <summary>Reads the field <c>steps</c>.</summary>
    /// <param name="root">The object that has it.</param>
    /// <param name="owner">The caller.</param>
    /// <param name="problem">Why there is no list to read; null where there is.</param>
    /// <param name="frame">Further fields that the object may have.</param>
    public BatchItem[] Read(JsonElement root, Owner owner, out Problem? problem, params string[] frame)
    {
        var fields = new ObjectReader(root, ["steps", .. frame]);
        var steps = fields.Any("steps");
        if (steps.ValueKind != JsonValueKind.Array)
        {
            fields.Add(steps.ValueKind == JsonValueKind.Undefined ? "missing" : "list_type", steps.ValueKind == JsonValueKind.Undefined ? "Field required" : "Input should be a valid list", steps, "steps");
        }
        else if (steps.GetArrayLength() is 0 or > MaxItems)
        {
            fields.Add("value_error", $"steps holds 1 to {MaxItems} elements", default, "steps");
        }

        problem = fields.Problem();
        if (problem is not null)
        {
            return [];
        }

        var items = new BatchItem[steps.GetArrayLength()];
        var index = 0;
        foreach (var element in steps.EnumerateArray())
        {
            items[index++] = Read(element, owner);
        }

        return items;
    }

    private BatchItem Read(JsonElement element, Owner owner)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return Refused(null, new Problem(ProblemCode.InvalidRequest, "An element of steps is an object: {\"episode_id\", \"action\"} or {\"create\"}."));
        }

        if (TryReadPlain(element, owner) is { } plain)
        {
            return new BatchItem { Episode = plain.Id.Value, Step = plain };
        }

        return element.TryGetProperty("create", out var create) ? ReadCreate(element, create, owner) : ReadStep(element, owner);
    }

    /// <summary>A step without anything unusual, in one pass; null for others.</summary>
    /// <param name="element">An element of a batch, or a frame.</param>
    /// <param name="owner">The caller.</param>
    /// <param name="isFrame">Whether the fields of a frame may be there, which are read already.</param>
    public static StepEpisode? TryReadPlain(JsonElement element, Owner owner, bool isFrame = false)
    {
        EpisodeId? id = null;
        JsonElement action = default;
        long? step = null;
        string? requestId = null;
        foreach (var property in element.EnumerateObject())
        {
            var value = property.Value;
            switch (value.ValueKind)
            {
                case JsonValueKind.String when property.NameEquals("episode_id"u8) && EpisodeId.TryParse(value.GetString(), out var read):
                    id = read;
                    break;
                case JsonValueKind.Object when property.NameEquals("action"u8):
                    action = value;
                    break;
                case JsonValueKind.Number when property.NameEquals("step"u8) && value.TryGetInt64(out var number) && number >= 1:
                    step = number;
                    break;
                case JsonValueKind.String when property.NameEquals("request_id"u8) && value.GetString() is { Length: > 0 and <= 255 } text:
                    requestId = text;
                    break;
                case JsonValueKind.String or JsonValueKind.Number when isFrame && (property.NameEquals("id"u8) || property.NameEquals("op"u8) || property.NameEquals("traceparent"u8)):
                    break;
                default:
                    return null;
            }
        }

        return id is { } episode && action.ValueKind == JsonValueKind.Object ? new StepEpisode(owner, episode, action) { Step = step, RequestId = requestId } : null;
    }

    private static BatchItem ReadStep(JsonElement element, Owner owner)
    {
        var fields = new ObjectReader(element, StepFields);
        var name = fields.Text("episode_id", required: true, maxLength: int.MaxValue);
        var action = fields.Object("action", required: true);
        var step = fields.Integer("step", 1, long.MaxValue);
        var requestId = fields.Text("request_id", minLength: 1);
        if (fields.Problem() is { } problem)
        {
            return Refused(name, problem);
        }

        return EpisodeId.TryParse(name, out var id)
            ? new BatchItem { Episode = name, Step = new StepEpisode(owner, id, action) { Step = step, RequestId = requestId } }
            : Refused(name, new Problem(ProblemCode.UnknownEpisode, "There is no such episode."));
    }

    private BatchItem ReadCreate(JsonElement element, JsonElement create, Owner owner)
    {
        var fields = new ObjectReader(element, CreateFields);
        fields.Object("create");
        if (fields.Problem() is { } wrong)
        {
            return Refused(null, wrong);
        }

        var name = create.TryGetProperty("episode_id", out var sent) && sent.ValueKind == JsonValueKind.String ? sent.GetString() : null;
        var commands = CreateRequest.Read(create, owner, environments.Catalogue, out var problem);
        if (problem is not null)
        {
            return Refused(name, problem);
        }

        return commands is [{ Count: 1 } only]
            ? new BatchItem { Episode = name, Create = only }
            : Refused(name, new Problem(ProblemCode.InvalidRequest, "An element of steps starts one episode: POST /v1/episodes starts several."));
    }

    private static BatchItem Refused(string? episode, Problem problem) => new() { Episode = episode, Reply = EpisodeReply.Refused(problem) };
}

using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Google.Protobuf;
using Medusa.Actors.Wire;
using Medusa.Episodes;

namespace Medusa.Actors;

/// <summary>The wire form of an <see cref="EpisodeRequest"/>. JSON that was sent travels as its own bytes.</summary>
internal static class RequestWire
{
    /// <summary>Writes a request.</summary>
    /// <param name="request">The request.</param>
    public static RequestMessage Write(EpisodeRequest request)
    {
        var message = new RequestMessage { Owner = request.Key.Owner.Value, Episode = request.Key.Id.Value, Correlation = request.Correlation };
        if (request.Caller is var caller && caller != default)
        {
            message.TraceParent = $"00-{caller.TraceId}-{caller.SpanId}-{(int)caller.TraceFlags:x2}";
            Set(caller.TraceState, value => message.TraceState = value);
        }

        switch (request.Command)
        {
            case StepEpisode step:
                message.Step = Write(step);
                break;
            case CreateEpisode create:
                message.Create = Write(create);
                break;
            case ForkEpisode fork:
                message.Fork = Write(fork);
                break;
            case QueryEpisode query:
                message.Query = Write(query);
                break;
            case CloseEpisode close:
                message.Close = new CloseMessage { Reason = close.Reason };
                break;
        }

        return message;
    }

    /// <summary>Reads a request.</summary>
    /// <param name="message">What was received.</param>
    /// <exception cref="FormatException">An id is none.</exception>
    public static EpisodeRequest Read(RequestMessage message)
    {
        var key = new EpisodeKey(new Owner(message.Owner), Id(message.Episode));
        object? command = message.CommandCase switch
        {
            RequestMessage.CommandOneofCase.Step => Read(key, message.Step),
            RequestMessage.CommandOneofCase.Create => Read(key.Owner, message.Create),
            RequestMessage.CommandOneofCase.Fork => Read(key, message.Fork),
            RequestMessage.CommandOneofCase.Query => Read(key, message.Query),
            RequestMessage.CommandOneofCase.Close => new CloseEpisode(key.Owner, key.Id, message.Close.Reason),
            _ => null,
        };
        // A trace that cannot be read is no reason to refuse what it describes.
        ActivityContext.TryParse(message.HasTraceParent ? message.TraceParent : null, message.HasTraceState ? message.TraceState : null, isRemote: true, out var caller);
        return new EpisodeRequest(key, command, message.Correlation, caller);
    }

    private static StepMessage Write(StepEpisode step)
    {
        var message = new StepMessage { Action = Json(step.Action), EchoAfterEnd = step.EchoAfterEnd };
        if (step.Step is { } index)
        {
            message.Step = index;
        }

        if (step.RequestId is { } requestId)
        {
            message.RequestId = requestId;
        }

        return message;
    }

    private static StepEpisode Read(EpisodeKey key, StepMessage message) => new(key.Owner, key.Id, Json(message.Action))
    {
        Step = message.HasStep ? message.Step : null,
        RequestId = message.HasRequestId ? message.RequestId : null,
        EchoAfterEnd = message.EchoAfterEnd,
    };

    private static CreateMessage Write(CreateEpisode create)
    {
        var message = new CreateMessage
        {
            Episode = create.Id.Value,
            Environment = create.Environment,
            IsNamed = create.IsNamed,
            Seed = Json(create.Seed),
            Options = Json(create.Options),
            IgnoreUnknownOptions = create.IgnoreUnknownOptions,
            Labels = UnsafeByteOperations.UnsafeWrap(RecordJson.Write(create.Labels)),
            OnInvalidAction = (int)create.OnInvalidAction,
            Count = create.Count,
            Generation = create.Generation,
        };
        Set(create.Task, value => message.Task = value);
        Set(create.RequestId, value => message.RequestId = value);
        Set(create.Seeds, value => message.Seeds = value);
        Set(create.Label, value => message.Label = value);
        Set(create.Durability, value => message.Durability = value);
        Set(create.Group, value => message.Group = value);
        Set(create.Session, value => message.Session = value);
        if (create.IdleTimeout is { } idle)
        {
            message.IdleTimeout = idle.Ticks;
        }

        if (create.Deadline is { } deadline)
        {
            message.Deadline = deadline.Ticks;
        }

        return message;
    }

    private static CreateEpisode Read(Owner owner, CreateMessage message) => new(owner, Id(message.Episode), message.Environment)
    {
        IsNamed = message.IsNamed,
        Seed = Json(message.Seed),
        Task = message.HasTask ? message.Task : null,
        Options = Json(message.Options),
        IgnoreUnknownOptions = message.IgnoreUnknownOptions,
        RequestId = message.HasRequestId ? message.RequestId : null,
        Seeds = message.HasSeeds ? message.Seeds : null,
        Label = message.HasLabel ? message.Label : null,
        Labels = RecordJson.Read(message.Labels.Memory),
        OnInvalidAction = (InvalidActionMode)message.OnInvalidAction,
        Durability = message.HasDurability ? message.Durability : null,
        Count = message.Count,
        Group = message.HasGroup ? message.Group : null,
        IdleTimeout = message.HasIdleTimeout ? TimeSpan.FromTicks(message.IdleTimeout) : null,
        Deadline = message.HasDeadline ? TimeSpan.FromTicks(message.Deadline) : null,
        Session = message.HasSession ? message.Session : null,
        Generation = message.Generation,
    };

    private static ForkMessage Write(ForkEpisode fork)
    {
        var message = new ForkMessage { Count = fork.Count, Generation = fork.Generation };
        if (fork.At is { } at)
        {
            message.At = at;
        }

        Set(fork.RequestId, value => message.RequestId = value);
        Set(fork.Label, value => message.Label = value);
        Set(fork.Session, value => message.Session = value);
        return message;
    }

    private static ForkEpisode Read(EpisodeKey key, ForkMessage message) => new(key.Owner, key.Id)
    {
        At = message.HasAt ? message.At : null,
        Count = message.Count,
        RequestId = message.HasRequestId ? message.RequestId : null,
        Label = message.HasLabel ? message.Label : null,
        Session = message.HasSession ? message.Session : null,
        Generation = message.Generation,
    };

    private static QueryMessage Write(QueryEpisode query)
    {
        var message = new QueryMessage { Kind = (int)query.Kind, Offset = query.Offset, Limit = query.Limit, AsLines = query.AsLines, AllowRunning = query.AllowRunning, WithMarks = query.WithMarks };
        if (query.At is { } at)
        {
            message.At = at;
        }

        Set(query.Table, value => message.Table = value);
        Set(query.Task, value => message.Task = value);
        return message;
    }

    private static QueryEpisode Read(EpisodeKey key, QueryMessage message) => new(key.Owner, key.Id, (EpisodeQueryKind)message.Kind)
    {
        At = message.HasAt ? message.At : null,
        Table = message.HasTable ? message.Table : null,
        Offset = message.Offset,
        Limit = message.Limit,
        AsLines = message.AsLines,
        Task = message.HasTask ? message.Task : null,
        AllowRunning = message.AllowRunning,
        WithMarks = message.WithMarks,
    };

    /// <summary>Sets an optional field where there is a value: Protobuf's setters take no null.</summary>
    private static void Set(string? value, Action<string> set)
    {
        if (value is not null)
        {
            set(value);
        }
    }

    private static ByteString Json(JsonElement json) =>
        json.ValueKind == JsonValueKind.Undefined ? ByteString.Empty : UnsafeByteOperations.UnsafeWrap(JsonMarshal.GetRawUtf8Value(json).ToArray());

    private static JsonElement Json(ByteString bytes) => bytes.IsEmpty ? default : JsonElement.Parse(bytes.Span);

    private static EpisodeId Id(string text) => EpisodeId.TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is no episode's id.");
}

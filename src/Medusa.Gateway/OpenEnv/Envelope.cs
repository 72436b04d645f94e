using System.Text.Json;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>The outer object of a frame: <c>type</c>, and <c>data</c> where the type takes it. Others are refused.</summary>
/// <param name="Type">The kind of frame.</param>
/// <param name="Data">Its data; undefined where there is none.</param>
internal readonly record struct Envelope(FrameType Type, JsonElement Data)
{
    private static readonly string[] LaterTypes = ["validation_open", "validation_read"];

    /// <summary>Reads a frame's envelope, or writes the error frame.</summary>
    /// <param name="root">The frame, an object.</param>
    /// <param name="envelope">The envelope, where the result is true.</param>
    /// <param name="reply">Where to write the error, where the result is false.</param>
    public static bool TryRead(JsonElement root, out Envelope envelope, JsonBuffer reply)
    {
        JsonElement type = default;
        JsonElement data = default;
        var others = 0;
        foreach (var property in root.EnumerateObject())
        {
            if (property.NameEquals("type"u8))
            {
                type = property.Value;
            }
            else if (property.NameEquals("data"u8))
            {
                data = property.Value;
            }
            else
            {
                others++;
            }
        }

        envelope = default;
        if (!TryType(type, out var kind))
        {
            Unknown(type, reply);
            return false;
        }

        envelope = new Envelope(kind, data);
        var takesData = kind is FrameType.Reset or FrameType.Step or FrameType.Mcp;
        if (others == 0 && (takesData ? data.ValueKind == JsonValueKind.Object || (kind == FrameType.Reset && data.ValueKind == JsonValueKind.Undefined) : data.ValueKind == JsonValueKind.Undefined))
        {
            return true;
        }

        ErrorFrames.Write(Errors(root, data, takesData, kind), reply);
        return false;
    }

    private static bool TryType(JsonElement type, out FrameType kind)
    {
        kind = default;
        if (type.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        FrameType? found = type switch
        {
            _ when type.ValueEquals("step"u8) => FrameType.Step,
            _ when type.ValueEquals("reset"u8) => FrameType.Reset,
            _ when type.ValueEquals("state"u8) => FrameType.State,
            _ when type.ValueEquals("close"u8) => FrameType.Close,
            _ when type.ValueEquals("mcp"u8) => FrameType.Mcp,
            _ => null,
        };
        kind = found ?? default;
        return found is not null;
    }

    private static void Unknown(JsonElement type, JsonBuffer reply)
    {
        if (type.ValueKind == JsonValueKind.String && LaterTypes.Contains(type.GetString()))
        {
            ErrorFrames.Write([FieldErrorJson.Of("value_error", "Value error, this server does not offer validation sessions", type, "type")], reply);
            return;
        }

        ErrorFrames.Write($"Unknown message type: {PythonWords.Text(type)}", ErrorFrames.UnknownType, reply);
    }

    private static FieldError[] Errors(JsonElement root, JsonElement data, bool takesData, FrameType kind)
    {
        var errors = new List<FieldError>();
        if (takesData && data.ValueKind == JsonValueKind.Undefined && kind != FrameType.Reset)
        {
            errors.Add(FieldErrorJson.Missing(root, "data"));
        }
        else if (takesData && data.ValueKind is not (JsonValueKind.Object or JsonValueKind.Undefined))
        {
            errors.Add(FieldErrorJson.Of("dict_type", "Input should be a valid dictionary", data, "data"));
        }

        foreach (var property in root.EnumerateObject())
        {
            if (errors.Count < 100 && !property.NameEquals("type"u8) && !(takesData && property.NameEquals("data"u8)))
            {
                errors.Add(FieldErrorJson.Of("extra_forbidden", "Extra inputs are not permitted", property.Value, property.Name));
            }
        }

        return [.. errors];
    }
}

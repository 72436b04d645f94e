using System.Globalization;
using System.Text.Json;
using Medusa.Durability.History;

namespace Medusa.Durability.Load;

/// <summary>Reads what an OpenEnv socket answers.</summary>
public static class SessionReply
{
    private static readonly string[] ForNow = ["journal_unavailable", "overloaded", "shutting_down", "recovery_timeout", "plugin_unavailable"];

    /// <summary>The outcome, an observation in the form of the native API's step result: from the observation on, the bytes are the same.</summary>
    public static Outcome Read(JsonElement frame, CallKind kind)
    {
        var data = frame.GetProperty("data");
        if (frame.GetProperty("type").GetString() == "observation")
        {
            var metadata = data.GetProperty("metadata");
            var body = string.Create(
                CultureInfo.InvariantCulture,
                $"{{\"episode_id\":\"{metadata.GetProperty("episode_id").GetString()}\",\"environment\":\"medusa\",\"step\":{metadata.GetProperty("step").GetInt32()},{data.GetRawText()[1..]}");
            return new Outcome.Answered(kind == CallKind.Step ? body : $$"""{"episodes":[{{body}}]}""", false);
        }

        var code = Code(frame);
        return code switch
        {
            "outcome_unknown" => new Outcome.Unknown(code),
            _ when EndsSocket(code) => new Outcome.Refused(503, code, true, data.GetRawText()),
            _ => new Outcome.Refused(ForNow.Contains(code) ? 503 : 409, code, true, data.GetRawText()),
        };
    }

    /// <summary>Whether an error says that the same frame may succeed later, on another socket.</summary>
    public static bool IsForNow(string code) => EndsSocket(code) || code == "outcome_unknown" || ForNow.Contains(code);

    /// <summary>
    /// Whether the client must attach again. A session may be superseded by the client's own former connection: one that it gave up before the server, cut off, came to serve it.
    /// </summary>
    public static bool EndsSocket(string code) => code is "SESSION_ERROR" or "session_superseded";

    /// <summary>The code of an error frame: the native one where it has one; empty for other frames.</summary>
    public static string Code(JsonElement frame)
    {
        var data = frame.GetProperty("data");
        if (frame.GetProperty("type").GetString() != "error")
        {
            return "";
        }

        var problem = data.TryGetProperty("problem", out var native) && native.ValueKind == JsonValueKind.String ? native.GetString() : null;
        return problem ?? data.GetProperty("code").GetString() ?? "";
    }
}

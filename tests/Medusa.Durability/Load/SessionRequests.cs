using System.Globalization;

namespace Medusa.Durability.Load;

/// <summary>Frames of the OpenEnv protocol.</summary>
public static class SessionRequests
{
    /// <summary>Asks for the session's state.</summary>
    public const string State = """{"type":"state"}""";

    /// <summary>Starts an episode, under a name where one is given.</summary>
    public static string Reset(string requestId, int seed)
    {
        var name = requestId.Length == 0 ? "" : $",\"request_id\":\"{requestId}\"";
        return string.Create(CultureInfo.InvariantCulture, $"{{\"type\":\"reset\",\"data\":{{\"seed\":{seed},\"n_fact_rows\":30,\"n_dim_rows\":20,\"max_steps\":200{name}}}}}");
    }

    /// <summary>A step without a name.</summary>
    public static string Step(string action) => $$$"""{"type":"step","data":{"action":"{{{action}}}"}}""";

    /// <summary>A step under its number and, where it has one, under its name.</summary>
    public static string Step(string action, int step, string requestId)
    {
        var name = requestId.Length == 0 ? "" : $",\"request_id\":\"{requestId}\"";
        return string.Create(CultureInfo.InvariantCulture, $"{{\"type\":\"step\",\"data\":{{\"action\":\"{action}\",\"metadata\":{{\"step\":{step}{name}}}}}}}");
    }
}

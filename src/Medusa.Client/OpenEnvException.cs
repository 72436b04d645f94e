using System.Text.Json;

namespace Medusa.Client;

/// <summary>The server answered with an error frame. The session stays usable unless the server closes it (<c>CAPACITY_REACHED</c>, <c>FACTORY_ERROR</c>, <c>SESSION_ERROR</c>).</summary>
/// <param name="code">The frame's code, such as <c>VALIDATION_ERROR</c>.</param>
/// <param name="message">The frame's message.</param>
/// <param name="data">The frame's whole <c>data</c>.</param>
public sealed class OpenEnvException(string code, string message, JsonElement data) : Exception($"{code}: {message}")
{
    /// <summary>The frame's code.</summary>
    public string Code { get; } = code;

    /// <summary>The frame's whole <c>data</c>: extra keys differ by code.</summary>
    public JsonElement Frame { get; } = data;
}

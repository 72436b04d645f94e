namespace Medusa.Operators.Abstractions;

/// <summary>
/// A request that a plugin refuses: the caller gets the code and the message, and nothing changes. Throw it for bad options or arguments
/// that the descriptors cannot express; any other exception is a fault of the plugin.
/// </summary>
/// <param name="code">A stable error code: <c>invalid_request</c> from a scenario generator, <c>invalid_action</c> from an operator.</param>
/// <param name="message">What to do about it, in one sentence.</param>
public sealed class ContractException(string code, string message) : Exception(message)
{
    /// <summary>The stable error code.</summary>
    public string Code { get; } = code;
}

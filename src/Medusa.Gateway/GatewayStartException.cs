namespace Medusa.Gateway;

/// <summary>The gateway cannot start as configured. The message is one line that says what to change.</summary>
/// <param name="message">What to change.</param>
/// <param name="inner">The cause, or null.</param>
public sealed class GatewayStartException(string message, Exception? inner = null) : Exception(message, inner);

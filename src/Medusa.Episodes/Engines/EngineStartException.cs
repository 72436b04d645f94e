namespace Medusa.Episodes;

/// <summary>The engine that the configuration asks for cannot start. The message is one line that says what to change.</summary>
/// <param name="message">What to change.</param>
/// <param name="inner">The cause, or null.</param>
public sealed class EngineStartException(string message, Exception? inner = null) : Exception(message.ReplaceLineEndings(" "), inner);

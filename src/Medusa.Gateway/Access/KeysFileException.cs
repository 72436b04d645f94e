namespace Medusa.Gateway;

/// <summary>The keys file cannot be read, is malformed, or cannot be changed. The message is one line that says what to change.</summary>
/// <param name="message">What to change.</param>
/// <param name="inner">The cause, or null.</param>
public sealed class KeysFileException(string message, Exception? inner = null) : Exception(message, inner);

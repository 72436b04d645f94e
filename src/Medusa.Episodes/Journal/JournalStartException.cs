namespace Medusa.Episodes;

/// <summary>The journal cannot be opened as configured. The message is one line that says what to change.</summary>
/// <param name="message">What to change.</param>
/// <param name="inner">The cause, or null.</param>
public sealed class JournalStartException(string message, Exception? inner = null) : Exception(message, inner);

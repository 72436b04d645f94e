namespace Medusa.Episodes;

/// <summary>The journal did not do what was asked, or it is not known whether it did.</summary>
/// <param name="message">What happened, in one sentence.</param>
/// <param name="inner">The cause, or null.</param>
public class JournalException(string message, Exception? inner = null) : Exception(message, inner);

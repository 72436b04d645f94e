namespace Medusa.Episodes;

/// <summary>A plugin's code gave what the contract forbids. The step does not happen.</summary>
/// <param name="message">What was wrong.</param>
public sealed class FoldFaultException(string message) : Exception(message);

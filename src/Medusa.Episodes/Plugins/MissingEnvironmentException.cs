namespace Medusa.Episodes;

/// <summary>A required environment is missing: the server must not start.</summary>
/// <param name="message">Which one, and where it was looked for.</param>
public sealed class MissingEnvironmentException(string message) : Exception(message);

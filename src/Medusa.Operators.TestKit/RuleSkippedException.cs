namespace Medusa.Operators.TestKit;

/// <summary>A rule does not apply to an environment.</summary>
/// <param name="message">Why.</param>
internal sealed class RuleSkippedException(string message) : Exception(message);

namespace Medusa.Operators.TestKit;

/// <summary>An environment breaks rules of the contract.</summary>
/// <param name="message">A line for each.</param>
public sealed class ConformanceException(string message) : Exception(message);

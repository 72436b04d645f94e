namespace Medusa.Client;

/// <summary>No answer came: the server could not be reached, or the connection ended or timed out before the answer.</summary>
/// <param name="message">What happened and what to do.</param>
/// <param name="inner">The cause.</param>
public sealed class MedusaUnreachableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the request may have been done all the same.</summary>
    public bool OutcomeUnknown { get; init; }
}

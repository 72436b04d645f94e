namespace Medusa.Client;

/// <summary>The verdict of one grader check.</summary>
/// <param name="Check">The check's name.</param>
/// <param name="Passed">Whether it passed.</param>
/// <param name="Reason">Why it failed; null where it passed.</param>
public sealed record GraderCheck(string Check, bool Passed, string? Reason);

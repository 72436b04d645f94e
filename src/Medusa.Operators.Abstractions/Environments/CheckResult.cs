namespace Medusa.Operators.Abstractions;

/// <summary>The verdict of one grader check.</summary>
/// <param name="Check">The check's name.</param>
/// <param name="Passed">Whether it passed.</param>
/// <param name="Reason">Why it failed, starting with a stable word such as <c>silver_empty</c>; null where it passed.</param>
public sealed record CheckResult(string Check, bool Passed, string? Reason);

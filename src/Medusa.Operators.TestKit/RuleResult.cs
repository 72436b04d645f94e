namespace Medusa.Operators.TestKit;

/// <summary>What a rule found.</summary>
/// <param name="Subject">The environment as <c>name@version</c>, or the plugin.</param>
/// <param name="Rule">The rule's id, such as <c>purity</c>.</param>
/// <param name="Title">What the rule asserts, in one sentence.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Message">What is wrong and what to do about it, or why it was skipped; null where it passed.</param>
public sealed record RuleResult(string Subject, string Rule, string Title, RuleOutcome Outcome, string? Message);

namespace Medusa.Episodes;

/// <summary>What one reward rule paid for one step.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Value">What it paid; never 0.</param>
public readonly record struct RewardTerm(string Rule, double Value);

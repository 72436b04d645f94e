namespace Medusa.Client;

/// <summary>One term of a reward.</summary>
/// <param name="Rule">The reward rule's name.</param>
/// <param name="Value">What it added.</param>
public sealed record RewardTerm(string Rule, double Value);

namespace Medusa.Operators.Abstractions;

/// <summary>A reward rule that environment files give parameters, such as what it pays.</summary>
/// <param name="Name">The rule's name, which is also the term's name unless the file gives another.</param>
/// <param name="Description">What the rule pays and when, in one sentence.</param>
/// <param name="Parameters">The parameters, with ranges and defaults.</param>
/// <param name="Create">Makes the rule of validated parameters. Pure; called once for each environment that uses the rule.</param>
public sealed record RewardRuleTemplate(string Name, string Description, ObjectDescriptor Parameters, Func<Record, IRewardRule> Create);

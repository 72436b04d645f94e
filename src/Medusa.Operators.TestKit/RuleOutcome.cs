namespace Medusa.Operators.TestKit;

/// <summary>How a rule ended.</summary>
public enum RuleOutcome
{
    /// <summary>It holds.</summary>
    Passed = 0,

    /// <summary>It is broken.</summary>
    Failed = 1,

    /// <summary>It does not apply.</summary>
    Skipped = 2,
}

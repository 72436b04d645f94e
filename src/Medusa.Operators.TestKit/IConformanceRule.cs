namespace Medusa.Operators.TestKit;

/// <summary>One rule of the contract.</summary>
internal interface IConformanceRule
{
    /// <summary>The id, in kebab case.</summary>
    string Id { get; }

    /// <summary>What the rule asserts, in one sentence.</summary>
    string Title { get; }

    /// <summary>Looks whether the rule holds.</summary>
    /// <param name="subject">The environment.</param>
    /// <returns>What is wrong and what to do about it; null where the rule holds.</returns>
    /// <exception cref="RuleSkippedException">The rule does not apply.</exception>
    string? Check(Subject subject);
}

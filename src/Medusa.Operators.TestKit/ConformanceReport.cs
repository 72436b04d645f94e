using System.Collections.Immutable;

namespace Medusa.Operators.TestKit;

/// <summary>What the rules found.</summary>
/// <param name="Results">One result a rule and environment.</param>
public sealed record ConformanceReport(ImmutableArray<RuleResult> Results)
{
    /// <summary>Whether no rule failed.</summary>
    public bool Passed => Results.All(result => result.Outcome != RuleOutcome.Failed);

    /// <summary>Ends a test that must not go on with a broken environment.</summary>
    /// <exception cref="ConformanceException">A rule failed; the message has a line for each.</exception>
    public void ThrowIfFailed()
    {
        if (!Passed)
        {
            throw new ConformanceException(string.Join('\n', Results
                .Where(result => result.Outcome == RuleOutcome.Failed)
                .Select(result => $"{result.Subject}: {result.Rule}: {result.Message}")));
        }
    }
}

namespace Medusa.Cli.Plugins;

/// <summary>How a plugin stands to one rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Subject">What was held against it: the plugin, an environment or a part.</param>
/// <param name="Reason">Why it failed; null where it passed.</param>
internal sealed record RuleVerdict(string Rule, string Subject, string? Reason)
{
    /// <summary>Whether the rule holds.</summary>
    public bool Passed => Reason is null;
}

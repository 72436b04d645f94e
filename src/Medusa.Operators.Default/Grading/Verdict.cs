using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>How checks word their results.</summary>
internal static class Verdict
{
    /// <summary>The result of every check while Silver has no rows, or null where it has some: there is nothing to audit.</summary>
    public static CheckResult? OnEmptySilver(IGraderCheck check, EpisodeState state) =>
        state[MedusaState.Silver].RowCount == 0 ? new CheckResult(check.Name, false, "silver_empty: Silver has no rows") : null;

    /// <summary>A failure for <paramref name="reason"/>, a pass where it is null.</summary>
    public static CheckResult Of(IGraderCheck check, string? reason) => new(check.Name, reason is null, reason);
}

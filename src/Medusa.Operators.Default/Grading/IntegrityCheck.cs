using System.Globalization;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>Integrity: quarantine holds exactly the true orphans, and every other row of A is current in Silver. Nothing lost, nothing misplaced.</summary>
public sealed class IntegrityCheck : IGraderCheck
{
    /// <inheritdoc/>
    public string Name => "integrity";

    /// <inheritdoc/>
    public string Description => "Quarantine holds exactly the true orphans, and every other row of A is current in Silver.";

    /// <inheritdoc/>
    public CheckResult Evaluate(EpisodeState state) => Verdict.OnEmptySilver(this, state) ?? Verdict.Of(this, Reason(state));

    private static string? Reason(EpisodeState state)
    {
        var orphans = TrueOrphans.Of(state);
        var quarantined = orphans.InQuarantine(state[MedusaState.Quarantine]);
        var loaded = orphans.InSilver(state[MedusaState.Silver]);
        var strangers = quarantined.Rows - quarantined.Orphans;
        var (missing, lost) = (orphans.Count - quarantined.Orphans, orphans.MatchableCount - loaded.Matchable);
        return strangers > 0 ? Say("not_orphan", strangers, "row(s) in quarantine are no true orphans")
            : missing > 0 ? Say("orphan_missing", missing, "true orphan(s) are not in quarantine")
            : loaded.Orphans > 0 ? Say("orphan_loaded", loaded.Orphans, "true orphan(s) are current in Silver")
            : lost > 0 ? Say("row_lost", lost, "row(s) of A with a partner are not current in Silver")
            : null;
    }

    private static string Say(string code, int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{code}: {count} {what}");
}

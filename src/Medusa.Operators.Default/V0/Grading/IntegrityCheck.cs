using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>Integrity: no key in quarantine, stripped, equals a stripped key of Bronze B. Distinct keys are counted.</summary>
internal sealed class IntegrityCheck : IGraderCheck
{
    private static readonly CheckResult Pass = new("integrity", true, null);
    private static readonly PairDerivation<Table, Table, Counted> Recoverable =
        new((quarantine, dimension) => new Counted(KeySet.Of(quarantine).CommonWhenStripped(KeySet.Of(dimension))));

    /// <inheritdoc/>
    public string Name => "integrity";

    /// <inheritdoc/>
    public string Description => "Quarantine holds only keys that source B lacks even after stripping.";

    /// <inheritdoc/>
    public CheckResult Evaluate(EpisodeState state)
    {
        var quarantine = state[V0State.Quarantine];
        if (quarantine.RowCount == 0)
        {
            return Pass;
        }

        var count = quarantine.Derive(Recoverable, state[V0State.BronzeB]).Keys;
        return count == 0 ? Pass : new CheckResult(Name, false, $"INTEGRITY_FAIL: {count} quarantine row(s) could have been joined if keys were cleaned.");
    }

    private sealed record Counted(int Keys);
}

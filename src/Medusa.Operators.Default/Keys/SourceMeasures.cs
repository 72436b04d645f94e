using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>What is measured on the two sources together.</summary>
/// <param name="A">Source A's keys.</param>
/// <param name="B">Source B's keys.</param>
/// <param name="MatchRate">Distinct non-NULL keys of A found in B, by raw text, over distinct non-NULL keys of A; 0 when there are none.</param>
internal sealed record SourceMeasures(KeyMeasures A, KeyMeasures B, double MatchRate)
{
    private static readonly PairDerivation<Table, Table, SourceMeasures> Derivation = new(Compute);

    /// <summary>1 − (non-NULL keys of A and B that cleaning would change) / (non-NULL keys of A and B); 1 when there are none.</summary>
    public double SchemaCompat => A.NonNull + B.NonNull is var cells && cells == 0 ? 1 : 1 - ((double)(A.Uncleaned + B.Uncleaned) / cells);

    public static SourceMeasures Of(EpisodeState state) => Of(state[MedusaState.SourceA], state[MedusaState.SourceB]);

    public static SourceMeasures Of(Table sourceA, Table sourceB) => sourceA.Derive(Derivation, sourceB);

    private static SourceMeasures Compute(Table sourceA, Table sourceB)
    {
        var measuresA = KeyMeasures.Of(sourceA);
        return new SourceMeasures(
            measuresA,
            KeyMeasures.Of(sourceB),
            measuresA.Distinct == 0 ? 0 : (double)CountMatched(sourceA, KeyIndex.Of(sourceB)) / measuresA.Distinct);
    }

    private static int CountMatched(Table sourceA, KeyIndex dimension)
    {
        var keys = (TextColumn)sourceA[MedusaColumns.Key];
        var first = dimension.FirstRows(keys.Dictionary);
        var seen = new bool[keys.Dictionary.Count];
        var matched = 0;
        foreach (var code in keys.Codes())
        {
            if (code >= 0 && !seen[code])
            {
                seen[code] = true;
                matched += first[code] >= 0 ? 1 : 0;
            }
        }

        return matched;
    }
}

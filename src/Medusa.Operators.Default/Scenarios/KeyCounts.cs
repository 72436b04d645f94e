namespace Medusa.Operators.Default;

/// <summary>How many rows and keys of each sort the sources get. Every share is max(1, round(ratio × n)), halves up, and 0 for a ratio of 0.</summary>
/// <param name="NullsA">Rows of A without a key.</param>
/// <param name="NullsB">Rows of B without a key.</param>
/// <param name="Duplicates">Rows of B that repeat another row's key.</param>
/// <param name="DimensionKeys">Distinct keys of B.</param>
/// <param name="Referenced">How many of those A references.</param>
/// <param name="Orphans">Distinct keys of A that B does not have.</param>
internal sealed record KeyCounts(int NullsA, int NullsB, int Duplicates, int DimensionKeys, int Referenced, int Orphans)
{
    /// <summary>
    /// The counts for a plan. In tables too small for the shares, NULLs, duplicates and orphans yield, in this order of importance: one matching row at least; a
    /// match rate over 0.90 within reach (no orphans where a single one would spoil it); at most ten referenced keys for each duplicate row, so that a join before
    /// DEDUPLICATE_B gives 1.10 times the matched rows.
    /// </summary>
    public static KeyCounts For(ScenarioPlan plan, int rowsA, int rowsB)
    {
        var nullsB = Math.Min(Share(plan.DirtB.NullRatio, rowsB), rowsB - 1);
        var duplicates = Math.Min(Share(plan.DuplicateRatio, rowsB), rowsB - nullsB - 1);
        var keysB = rowsB - nullsB - duplicates;
        var nullsA = Math.Min(Share(plan.DirtA.NullRatio, rowsA), rowsA - 1);
        var keyedA = rowsA - nullsA;
        var referenced = (int)Math.Min(Math.Min(keysB, keyedA), duplicates == 0 ? int.MaxValue : 10L * duplicates);
        var orphans = OrphansBeside(referenced, plan.OrphanRatio);
        if (referenced + orphans > keyedA)
        {
            orphans = Share(plan.OrphanRatio, keyedA);
        }

        if (orphans * 10L >= Math.Min(referenced + orphans, keyedA))
        {
            orphans = 0;
        }

        return new KeyCounts(nullsA, nullsB, duplicates, keysB, Math.Min(referenced, keyedA - orphans), orphans);
    }

    /// <summary>max(1, round(ratio × n)), halves up; 0 for a ratio of 0.</summary>
    public static int Share(double ratio, int n) => ratio == 0 ? 0 : Math.Max(1, (int)Math.Floor((ratio * n) + 0.5));

    /// <summary>The number of orphans that is its share of all distinct keys, <paramref name="referenced"/> others among them.</summary>
    private static int OrphansBeside(int referenced, double ratio)
    {
        var orphans = Share(ratio, referenced);
        while (Share(ratio, referenced + orphans) > orphans)
        {
            orphans++;
        }

        return orphans;
    }
}

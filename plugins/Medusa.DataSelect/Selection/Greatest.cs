namespace Medusa.DataSelect;

/// <summary>Finds the greatest of many keys.</summary>
internal static class Greatest
{
    private const int FewestToSort = 48;

    /// <summary>The positions of the greatest keys, greatest first; of equal keys the lower position comes first.</summary>
    /// <param name="keys">The keys; −∞ is never taken.</param>
    /// <param name="count">How many are wanted; fewer are found where fewer can be taken.</param>
    public static int[] Of(ReadOnlySpan<double> keys, int count)
    {
        if (count <= 0)
        {
            return [];
        }

        return count < FewestToSort ? ByInsertion(keys, count) : BySorting(keys, count);
    }

    private static int[] ByInsertion(ReadOnlySpan<double> keys, int count)
    {
        Span<double> best = stackalloc double[count];
        Span<int> places = stackalloc int[count];
        var found = 0;
        var least = double.NegativeInfinity;
        for (var position = 0; position < keys.Length; position++)
        {
            var key = keys[position];
            if (!(key > least))
            {
                continue;
            }

            var at = found < count ? found++ : count - 1;
            while (at > 0 && best[at - 1] < key)
            {
                best[at] = best[at - 1];
                places[at] = places[at - 1];
                at--;
            }

            best[at] = key;
            places[at] = position;
            if (found == count)
            {
                least = best[count - 1];
            }
        }

        return places[..found].ToArray();
    }

    private static int[] BySorting(ReadOnlySpan<double> keys, int count)
    {
        var places = new int[keys.Length];
        var negated = new double[keys.Length];
        var found = 0;
        for (var position = 0; position < keys.Length; position++)
        {
            if (keys[position] > double.NegativeInfinity)
            {
                negated[found] = -keys[position];
                places[found++] = position;
            }
        }

        var sorted = negated.AsSpan(0, found);
        var order = places.AsSpan(0, found);
        sorted.Sort(order, static (left, right) => left.CompareTo(right));
        RestoreOrderOfEquals(sorted, order);
        return order[..Math.Min(count, found)].ToArray();
    }

    /// <summary>The sort is not stable: runs of equal keys are put back into the order of their positions.</summary>
    private static void RestoreOrderOfEquals(ReadOnlySpan<double> sorted, Span<int> order)
    {
        for (var start = 0; start < sorted.Length;)
        {
            var end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start])
            {
                end++;
            }

            order[start..end].Sort();
            start = end;
        }
    }
}

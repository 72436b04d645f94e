using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>
/// The key of every row of both sources, as indices of distinct cleaned keys: 0 to <see cref="DimensionKeys"/> − 1 are B's, those from there on are A's orphans;
/// −1 is NULL.
/// </summary>
internal sealed class KeyDraw
{
    private KeyDraw(int dimensionKeys, int[] numbers, int[] rowsA, int[] rowsB)
    {
        DimensionKeys = dimensionKeys;
        Numbers = numbers;
        RowsA = rowsA;
        RowsB = rowsB;
    }

    /// <summary>Distinct keys of B.</summary>
    public int DimensionKeys { get; }

    /// <summary>The number in each distinct key's text.</summary>
    public int[] Numbers { get; }

    /// <summary>A's key indices, one a row.</summary>
    public int[] RowsA { get; }

    /// <summary>B's key indices, one a row.</summary>
    public int[] RowsB { get; }

    public static KeyDraw Of(ulong seed, ScenarioPlan plan, int rowsA, int rowsB)
    {
        var counts = KeyCounts.For(plan, rowsA, rowsB);
        var keysB = counts.DimensionKeys;
        var numbers = RandomStream.For(seed, "keys").Permutation(2 * (keysB + counts.Orphans));
        for (var index = 0; index < numbers.Length; index++)
        {
            numbers[index]++;
        }

        var a = Facts(seed, counts, rowsA);
        return new KeyDraw(keysB, numbers[..(keysB + counts.Orphans)], Shuffled(seed, "order_a", a), Shuffled(seed, "order_b", Dimension(seed, counts, a, rowsB)));
    }

    /// <summary>A's keys: every referenced key and every orphan once, the other rows drawn among them, NULLs last.</summary>
    private static int[] Facts(ulong seed, KeyCounts counts, int rows)
    {
        var stream = RandomStream.For(seed, "references");
        var distinct = counts.Referenced + counts.Orphans;
        var keys = new int[rows];
        for (var row = 0; row < rows; row++)
        {
            var pick = row < distinct ? row : stream.Next(distinct);
            keys[row] = row >= rows - counts.NullsA ? -1 : pick < counts.Referenced ? pick : counts.DimensionKeys + pick - counts.Referenced;
        }

        return keys;
    }

    /// <summary>B's keys: every key once, then the repeats, NULLs last.</summary>
    private static int[] Dimension(ulong seed, KeyCounts counts, int[] facts, int rows)
    {
        var keys = new int[rows];
        var repeats = counts.Duplicates == 0 ? [] : Repeated(seed, counts, facts);
        for (var row = 0; row < rows; row++)
        {
            var repeat = row - counts.DimensionKeys;
            keys[row] = repeat < 0 ? row : repeat < counts.Duplicates ? repeats[repeat % repeats.Length] : -1;
        }

        return keys;
    }

    /// <summary>
    /// The referenced keys in the order in which they are repeated: at random, unless the first ones would stand for less than a tenth of the matched rows; then
    /// those with most rows in A come first.
    /// </summary>
    private static int[] Repeated(ulong seed, KeyCounts counts, int[] facts)
    {
        var order = RandomStream.For(seed, "duplicates").Permutation(counts.Referenced);
        if (counts.Duplicates >= counts.Referenced)
        {
            return order;
        }

        var rows = new int[counts.Referenced];
        var matched = 0;
        foreach (var key in facts)
        {
            if (key >= 0 && key < counts.Referenced)
            {
                rows[key]++;
                matched++;
            }
        }

        long repeated = 0;
        for (var index = 0; index < counts.Duplicates; index++)
        {
            repeated += rows[order[index]];
        }

        return repeated * 10 >= matched ? order : [.. order.OrderByDescending(key => rows[key])];
    }

    private static int[] Shuffled(ulong seed, string purpose, int[] keys)
    {
        var stream = RandomStream.For(seed, purpose);
        for (var index = keys.Length - 1; index > 0; index--)
        {
            var other = stream.Next(index + 1);
            (keys[index], keys[other]) = (keys[other], keys[index]);
        }

        return keys;
    }
}

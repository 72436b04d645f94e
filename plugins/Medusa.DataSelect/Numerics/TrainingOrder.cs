namespace Medusa.DataSelect;

/// <summary>
/// The order in which scikit-learn's <c>SGDClassifier(random_state=42)</c> visits n rows in one pass under <c>partial_fit</c>: its shuffle seed is the second draw of
/// a fresh RandomState(42), so every call of the same size visits in the same order. Fisher and Yates from the front on an xorshift of 32 bits. Checked against recorded orders.
/// </summary>
internal static class TrainingOrder
{
    private static readonly uint Seed = DrawSeed();
    private static readonly int[]?[] Orders = new int[]?[DataSet.PoolRows + 1];

    /// <summary>The order of <paramref name="count"/> rows; shared, not to be changed.</summary>
    /// <param name="count">0 or more.</param>
    public static int[] Of(int count) => count < Orders.Length ? Orders[count] ??= Make(count) : Make(count);

    private static int[] Make(int count)
    {
        var order = new int[count];
        for (var index = 0; index < count; index++)
        {
            order[index] = index;
        }

        var state = Seed;
        for (var index = 0; index < count - 1; index++)
        {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            var other = index + (int)((state & int.MaxValue) % (uint)(count - index));
            (order[index], order[other]) = (order[other], order[index]);
        }

        return order;
    }

    private static uint DrawSeed()
    {
        var random = new NumpyRandom(42);
        _ = random.NextInt(int.MaxValue - 1L);
        return (uint)random.NextInt(int.MaxValue);
    }
}

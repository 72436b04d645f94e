using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect;

/// <summary>Picks a batch from the rows that are left.</summary>
internal static class Selector
{
    /// <summary>The rows of the pool that were not selected, ascending.</summary>
    /// <param name="state">A state after reset.</param>
    public static int[] RowsLeft(EpisodeState state)
    {
        Span<bool> taken = stackalloc bool[DataSet.PoolRows];
        var selected = state[DataSelectState.Selected];
        if (selected.RowCount > 0)
        {
            Span<long> rows = new long[selected.RowCount];
            ((Column<long>)selected.Columns[0]).CopyTo(0, rows);
            foreach (var row in rows)
            {
                taken[(int)row] = true;
            }
        }

        var left = new int[DataSet.PoolRows - selected.RowCount];
        for (int row = 0, at = 0; row < taken.Length; row++)
        {
            if (!taken[row])
            {
                left[at++] = row;
            }
        }

        return left;
    }

    /// <summary>Picks a batch.</summary>
    /// <param name="state">A state after reset.</param>
    /// <param name="left">The rows that are left.</param>
    /// <param name="plan">How many each strategy picks.</param>
    /// <param name="random">The episode's random numbers; goes on after the draw.</param>
    public static Picks Pick(EpisodeState state, int[] left, BatchPlan plan, NumpyRandom random)
    {
        var pool = Pool.Of(state);
        Span<double> keys = stackalloc double[DataSet.PoolRows];
        Span<bool> taken = stackalloc bool[left.Length];
        int[] uncertain = [];
        if (plan.Uncertain > 0)
        {
            Span<double> margins = stackalloc double[DataSet.PoolRows];
            Margins.Of(DataSelectState.ModelOf(state), pool.Features, margins);
            Entropies.Of(margins, pool.Boosts, keys);
            uncertain = Greatest.Of(Compacted(keys, left, taken), plan.Uncertain);
            Take(uncertain, taken);
        }

        int[] diverse = [];
        if (plan.Diverse > 0)
        {
            Span<double> centroid = stackalloc double[DataSet.Features];
            DataSelectState.CentroidOf(state, centroid);
            Distances.Squared(centroid, pool.Features, keys);
            diverse = Greatest.Of(Compacted(keys, left, taken), plan.Diverse);
            Take(diverse, taken);
        }

        return new Picks(uncertain, diverse, plan.Random > 0 ? Draw(taken, plan.Random, random) : []);
    }

    private static Span<double> Compacted(Span<double> keys, ReadOnlySpan<int> left, ReadOnlySpan<bool> taken)
    {
        for (var position = 0; position < left.Length; position++)
        {
            keys[position] = taken[position] ? double.NegativeInfinity : keys[left[position]];
        }

        return keys[..left.Length];
    }

    private static void Take(int[] positions, Span<bool> taken)
    {
        foreach (var position in positions)
        {
            taken[position] = true;
        }
    }

    private static int[] Draw(ReadOnlySpan<bool> taken, int count, NumpyRandom random)
    {
        Span<int> rest = stackalloc int[taken.Length];
        var found = 0;
        for (var position = 0; position < taken.Length; position++)
        {
            rest[found] = position;
            found += taken[position] ? 0 : 1;
        }

        random.Shuffle(rest[..found]);
        return rest[..Math.Min(count, found)].ToArray();
    }
}

using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect;

/// <summary>Picks a batch from the rows that are left.</summary>
internal static class Selector
{
    private const double BoostBase = 0.1;
    private const double BoostSlope = 2.0;
    private const double GreatestBoost = 0.55;

    /// <summary>The rows of the pool that were not selected, ascending.</summary>
    /// <param name="state">A state after reset.</param>
    public static int[] RowsLeft(EpisodeState state)
    {
        Span<bool> taken = stackalloc bool[DataSet.PoolRows];
        var selected = state[DataSelectState.Selected];
        if (selected.RowCount > 0)
        {
            var rows = (Column<long>)selected.Columns[0];
            for (var index = 0; index < rows.Length; index++)
            {
                taken[(int)rows[index]] = true;
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
        var pool = Pool.Of(state[DataSelectState.Pool]);
        Span<double> keys = stackalloc double[DataSet.PoolRows];
        Span<bool> taken = stackalloc bool[left.Length];
        int[] uncertain = [];
        if (plan.Uncertain > 0)
        {
            Uncertainties(DataSelectState.ModelOf(state), pool, state.Get(DataSelectState.FlipShare), keys);
            uncertain = Greatest.Of(Compacted(keys, left, taken), plan.Uncertain);
            Take(uncertain, taken);
        }

        int[] diverse = [];
        if (plan.Diverse > 0)
        {
            SquaredDistances(state, pool, keys);
            diverse = Greatest.Of(Compacted(keys, left, taken), plan.Diverse);
            Take(diverse, taken);
        }

        return new Picks(uncertain, diverse, plan.Random > 0 ? Draw(taken, plan.Random, random) : []);
    }

    /// <summary>The entropy of the model's prediction in nats, with q = e^−|margin|: ln(1 + q) + |margin|·q ÷ (1 + q); noisy rows get a boost.</summary>
    private static void Uncertainties(SgdModel model, Pool pool, double flipShare, Span<double> keys)
    {
        Span<double> margins = stackalloc double[DataSet.PoolRows];
        Span<double> small = stackalloc double[DataSet.PoolRows];
        Margins.Of(model, pool.Features, margins);
        for (var row = 0; row < margins.Length; row++)
        {
            margins[row] = Math.Abs(margins[row]);
            small[row] = -margins[row];
        }

        DeterministicMath.Exp(small, small);
        for (var row = 0; row < margins.Length; row++)
        {
            keys[row] = 1.0 + small[row];
        }

        DeterministicMath.Log(keys, keys);
        var boost = Math.Min(BoostBase + (BoostSlope * flipShare), GreatestBoost);
        for (var row = 0; row < margins.Length; row++)
        {
            var entropy = keys[row] + (margins[row] * (small[row] / (1.0 + small[row])));
            keys[row] = pool.Noisy[row] ? entropy + boost : entropy;
        }
    }

    private static void SquaredDistances(EpisodeState state, Pool pool, Span<double> keys)
    {
        Span<double> centroid = stackalloc double[DataSet.Features];
        DataSelectState.CentroidOf(state, centroid);
        Distances.Squared(centroid, pool.Features, keys);
    }

    private static Span<double> Compacted(Span<double> keys, int[] left, ReadOnlySpan<bool> taken)
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
        var rest = new int[taken.Length];
        var found = 0;
        for (var position = 0; position < taken.Length; position++)
        {
            if (!taken[position])
            {
                rest[found++] = position;
            }
        }

        if (found == 0)
        {
            return [];
        }

        var order = random.Permutation(found);
        var drawn = new int[Math.Min(count, found)];
        for (var index = 0; index < drawn.Length; index++)
        {
            drawn[index] = rest[order[index]];
        }

        return drawn;
    }
}

using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect;

/// <summary>Picks a batch from the rows that are left.</summary>
internal static class Selector
{
    /// <summary>The rows of the pool that were not selected, ascending.</summary>
    /// <param name="state">A state after reset.</param>
    /// <exception cref="ContractException">The tables are not those of a reset.</exception>
    public static int[] RowsLeft(EpisodeState state)
    {
        if (state[DataSelectState.Pool].RowCount != DataSet.PoolRows || state[DataSelectState.Model].RowCount != DataSet.Features)
        {
            throw new ContractException("invalid_action", "The pool or the model is not that of a reset: reset first.");
        }

        Span<bool> taken = stackalloc bool[DataSet.PoolRows];
        var selected = SelectedRows(state);
        foreach (var row in selected)
        {
            taken[(int)row] = true;
        }

        Span<int> left = stackalloc int[DataSet.PoolRows];
        var count = 0;
        for (var row = 0; row < taken.Length; row++)
        {
            left[count] = row;
            count += taken[row] ? 0 : 1;
        }

        return left[..count].ToArray();
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
        int[] uncertain = [];
        if (plan.Uncertain > 0)
        {
            Span<double> margins = stackalloc double[DataSet.PoolRows];
            Margins.Of(DataSelectState.ModelOf(state), pool.Features, margins);
            Entropies.Of(margins, pool.Boosts, keys);
            RuleOut(state, keys);
            uncertain = Positions(Greatest.Of(keys, plan.Uncertain), left);
        }

        int[] diverse = [];
        if (plan.Diverse > 0)
        {
            Span<double> centroid = stackalloc double[DataSet.Features];
            DataSelectState.CentroidOf(state, centroid);
            Distances.Squared(centroid, pool.Features, keys);
            RuleOut(state, keys);
            foreach (var position in uncertain)
            {
                keys[left[position]] = double.NegativeInfinity;
            }

            diverse = Positions(Greatest.Of(keys, plan.Diverse), left);
        }

        return new Picks(uncertain, diverse, plan.Random > 0 ? Draw(left.Length, uncertain, diverse, plan.Random, random) : []);
    }

    private static void RuleOut(EpisodeState state, Span<double> keys)
    {
        foreach (var row in SelectedRows(state))
        {
            keys[(int)row] = double.NegativeInfinity;
        }
    }

    private static long[] SelectedRows(EpisodeState state)
    {
        var selected = state[DataSelectState.Selected];
        var rows = new long[selected.RowCount];
        if (rows.Length > 0)
        {
            ((Column<long>)selected.Columns[0]).CopyTo(0, rows);
        }

        return rows;
    }

    /// <summary>Where rows stand among those that are left; in place.</summary>
    private static int[] Positions(int[] rows, int[] left)
    {
        for (var index = 0; index < rows.Length; index++)
        {
            rows[index] = Array.BinarySearch(left, rows[index]);
        }

        return rows;
    }

    private static int[] Draw(int count, ReadOnlySpan<int> uncertain, ReadOnlySpan<int> diverse, int wanted, NumpyRandom random)
    {
        Span<bool> taken = stackalloc bool[count];
        foreach (var position in uncertain)
        {
            taken[position] = true;
        }

        foreach (var position in diverse)
        {
            taken[position] = true;
        }

        Span<int> rest = stackalloc int[count];
        var found = 0;
        for (var position = 0; position < taken.Length; position++)
        {
            rest[found] = position;
            found += taken[position] ? 0 : 1;
        }

        random.Shuffle(rest[..found]);
        return rest[..Math.Min(wanted, found)].ToArray();
    }
}

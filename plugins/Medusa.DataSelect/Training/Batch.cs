using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect;

/// <summary>What training on a batch gave.</summary>
/// <param name="State">The state after it.</param>
/// <param name="Gain">5 × the change of performance + 0.05 × the mean distance to the centroid, halved where the batch is redundant, × 0.7 where performance is high.</param>
/// <param name="Redundancy">(mean cosine to the centroid + 1) ÷ 2.</param>
/// <param name="NoiseRatio">The batch's share of noisy rows.</param>
internal sealed record Batch(EpisodeState State, double Gain, double Redundancy, double NoiseRatio)
{
    private const int Calls = 3;
    private const double Memory = 0.9;
    private const double GainOfPerformance = 5.0;
    private const double GainOfDistance = 0.05;
    private const double RedundantFrom = 0.8;
    private const double RedundantFactor = 0.5;
    private const double HighPerformance = 0.85;
    private const double HighFactor = 0.7;

    /// <summary>Trains on rows of the pool.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="rows">The rows, in the order in which they are trained on; at least one.</param>
    /// <param name="step">The step.</param>
    /// <param name="cost">What they cost.</param>
    /// <param name="random">The episode's random numbers after the selection.</param>
    public static Batch Train(EpisodeState state, ReadOnlySpan<int> rows, int step, long cost, NumpyRandom random)
    {
        var pool = Pool.Of(state);
        var values = new double[rows.Length * DataSet.Features];
        var labels = new byte[rows.Length];
        var noisy = 0;
        for (var index = 0; index < rows.Length; index++)
        {
            pool.CopyRow(rows[index], values.AsSpan(index * DataSet.Features, DataSet.Features));
            labels[index] = pool.Labels[rows[index]];
            noisy += pool.Noisy[rows[index]] ? 1 : 0;
        }

        Span<double> centroid = stackalloc double[DataSet.Features];
        DataSelectState.CentroidOf(state, centroid);
        var (distance, cosine) = Compare(values, centroid);
        var model = DataSelectState.ModelOf(state).PartialFit(values, labels, Calls);
        var performance = Validation.ScoreOf(model);
        var redundancy = (cosine + 1.0) / 2.0;
        var gain = ((performance - state.Get(DataSelectState.Performance)) * GainOfPerformance) + (distance * GainOfDistance);
        gain = redundancy > RedundantFrom ? gain * RedundantFactor : gain;
        gain = performance > HighPerformance ? gain * HighFactor : gain;
        var noiseRatio = (double)noisy / rows.Length;
        Move(centroid, values);

        var edit = state.Edit();
        edit.Set(DataSelectState.Model, DataSelectState.ModelTable(model, centroid));
        edit.Set(DataSelectState.Selected, Appended(state[DataSelectState.Selected], rows, step));
        edit.Set(DataSelectState.Intercept, model.Intercept);
        edit.Set(DataSelectState.Updates, model.Updates);
        edit.Set(DataSelectState.Performance, performance);
        edit.Set(DataSelectState.Remaining, state.Get(DataSelectState.Remaining) - cost);
        edit.Set(DataSelectState.PoolLeft, state.Get(DataSelectState.PoolLeft) - rows.Length);
        edit.Set(DataSelectState.NoisyLeft, state.Get(DataSelectState.NoisyLeft) - noisy);
        edit.Set(DataSelectState.Batches, state.Get(DataSelectState.Batches) + 1);
        edit.Set(DataSelectState.NoiseSum, state.Get(DataSelectState.NoiseSum) + noiseRatio);
        AddToTraining(state, values, ref edit);
        edit.Set(DataSelectState.WordsDrawn, random.WordsDrawn);
        edit.SetMemo(random);
        return new Batch(edit.Build(), gain, redundancy, noiseRatio);
    }

    private static (double Distance, double Cosine) Compare(ReadOnlySpan<double> values, ReadOnlySpan<double> centroid)
    {
        var distances = 0.0;
        var cosines = 0.0;
        var length = Math.Sqrt(Dot(centroid, centroid));
        var count = values.Length / DataSet.Features;
        for (var index = 0; index < count; index++)
        {
            var row = values.Slice(index * DataSet.Features, DataSet.Features);
            var square = 0.0;
            for (var feature = 0; feature < row.Length; feature++)
            {
                var difference = row[feature] - centroid[feature];
                square += difference * difference;
            }

            distances += Math.Sqrt(square);
            cosines += Dot(row, centroid) / (Math.Sqrt(Dot(row, row)) * length);
        }

        return (distances / count, cosines / count);
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var sum = 0.0;
        for (var index = 0; index < left.Length; index++)
        {
            sum += left[index] * right[index];
        }

        return sum;
    }

    private static void Move(Span<double> centroid, ReadOnlySpan<double> values)
    {
        var count = values.Length / DataSet.Features;
        for (var feature = 0; feature < centroid.Length; feature++)
        {
            var sum = 0.0;
            for (var index = 0; index < count; index++)
            {
                sum += values[(index * DataSet.Features) + feature];
            }

            centroid[feature] = (Memory * centroid[feature]) + ((1.0 - Memory) * (sum / count));
        }
    }

    private static Table Appended(Table selected, ReadOnlySpan<int> rows, int step)
    {
        var before = selected.RowCount;
        var allRows = new long[before + rows.Length];
        var allSteps = new long[before + rows.Length];
        if (before > 0)
        {
            ((Column<long>)selected.Columns[0]).CopyTo(0, allRows.AsSpan(0, before));
            ((Column<long>)selected.Columns[1]).CopyTo(0, allSteps.AsSpan(0, before));
        }

        for (var index = 0; index < rows.Length; index++)
        {
            allRows[before + index] = rows[index];
            allSteps[before + index] = step;
        }

        return Table.Of(("row", new Column<long>(allRows)), ("step", new Column<long>(allSteps)));
    }

    private static void AddToTraining(EpisodeState state, ReadOnlySpan<double> values, ref StateEdit edit)
    {
        var sum = state.Get(DataSelectState.TrainingSum);
        var squares = state.Get(DataSelectState.TrainingSquares);
        foreach (var value in values)
        {
            sum += value;
            squares += value * value;
        }

        edit.Set(DataSelectState.TrainingCount, state.Get(DataSelectState.TrainingCount) + values.Length);
        edit.Set(DataSelectState.TrainingSum, sum);
        edit.Set(DataSelectState.TrainingSquares, squares);
    }
}

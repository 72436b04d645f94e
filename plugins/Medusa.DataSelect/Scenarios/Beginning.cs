using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect;

/// <summary>The state after reset, common to both versions: the pool of the seed and the model after its warm-up.</summary>
internal static class Beginning
{
    /// <summary>Makes the state.</summary>
    /// <param name="seed">0 to 2³² − 1.</param>
    /// <param name="configuration">What the episode is played with.</param>
    /// <param name="rewardMode">What is paid.</param>
    public static EpisodeState Of(Seed seed, Configuration configuration, string rewardMode)
    {
        var random = new NumpyRandom((uint)seed.Low);
        var table = Pool.Generate(random, configuration.FlipShare, out var noisy);
        var data = DataSet.Shared;
        var edit = DataSelectState.Schema.Initial.Edit();
        edit.Set(DataSelectState.Pool, table);
        edit.Set(DataSelectState.Model, WarmTable);
        edit.Set(DataSelectState.Seed, (long)seed.Low);
        edit.Set(DataSelectState.WordsDrawn, random.WordsDrawn);
        edit.Set(DataSelectState.Difficulty, configuration.Difficulty);
        edit.Set(DataSelectState.FlipShare, configuration.FlipShare);
        edit.Set(DataSelectState.Budget, configuration.Budget);
        edit.Set(DataSelectState.Remaining, configuration.Budget);
        edit.Set(DataSelectState.MaxBatches, configuration.MaxSteps);
        edit.Set(DataSelectState.LeastBatch, configuration.LeastBatch);
        edit.Set(DataSelectState.StopThreshold, configuration.StopThreshold);
        edit.Set(DataSelectState.RewardMode, rewardMode);
        edit.Set(DataSelectState.Intercept, SgdModel.Warm.Intercept);
        edit.Set(DataSelectState.Updates, SgdModel.Warm.Updates);
        edit.Set(DataSelectState.Performance, WarmScore);
        edit.Set(DataSelectState.PoolLeft, DataSet.PoolRows);
        edit.Set(DataSelectState.NoisyLeft, noisy);
        edit.Set(DataSelectState.TrainingCount, data.Warm.Length);
        edit.Set(DataSelectState.TrainingSum, Sum(static value => value));
        edit.Set(DataSelectState.TrainingSquares, Sum(static value => value * value));
        edit.SetMemo(random);
        return edit.Build();
    }

    private static readonly double WarmScore = Validation.ScoreOf(SgdModel.Warm);
    private static readonly Table WarmTable = DataSelectState.ModelTable(SgdModel.Warm, WarmCentroid());

    private static double[] WarmCentroid()
    {
        var centroid = new double[DataSet.Features];
        for (var feature = 0; feature < centroid.Length; feature++)
        {
            for (var row = 0; row < DataSet.WarmRows; row++)
            {
                centroid[feature] += DataSet.Shared.Warm[(row * centroid.Length) + feature];
            }

            centroid[feature] /= DataSet.WarmRows;
        }

        return centroid;
    }

    private static double Sum(Func<double, double> of)
    {
        var sum = 0.0;
        foreach (var value in DataSet.Shared.Warm)
        {
            sum += of(value);
        }

        return sum;
    }
}

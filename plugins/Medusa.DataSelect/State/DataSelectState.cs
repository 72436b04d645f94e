using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect;

/// <summary>The state of both versions: the shared pool, what was selected from it, the model and the counters.</summary>
internal static class DataSelectState
{
    private static readonly StateSchemaBuilder Builder = new();

    /// <summary>The pool with the episode's noise, 1100 rows: <c>f0</c> … <c>f19</c>, <c>label</c>, <c>noisy</c>. Shared by all episodes of a scenario; never changed.</summary>
    public static readonly TableKey Pool = Builder.Table("pool");

    /// <summary>The rows of the pool that were selected, in the order in which they were trained on: <c>row</c>, <c>step</c>.</summary>
    public static readonly TableKey Selected = Builder.Table("selected");

    /// <summary>One row a feature: the model's <c>weight</c> and the training set's <c>centroid</c>.</summary>
    public static readonly TableKey Model = Builder.Table("model");

    /// <summary>The seed of the episode's random numbers, 0 to 2³² − 1.</summary>
    public static readonly ScalarKey<long> Seed = Builder.Scalar<long>("seed", 0);

    /// <summary>How many 32-bit words of the episode's random numbers were drawn.</summary>
    public static readonly ScalarKey<long> WordsDrawn = Builder.Scalar<long>("words_drawn", 0);

    /// <summary>The configuration: easy, medium or hard; null before the first reset.</summary>
    public static readonly ScalarKey<string> Difficulty = Builder.Scalar<string>("difficulty", Value.Null);

    /// <summary>The share of the pool's labels that are flipped, on average.</summary>
    public static readonly ScalarKey<double> FlipShare = Builder.Scalar<double>("flip_y", 0.0);

    /// <summary>How many rows may be bought.</summary>
    public static readonly ScalarKey<long> Budget = Builder.Scalar<long>("budget", 0);

    /// <summary>How many rows may still be bought.</summary>
    public static readonly ScalarKey<long> Remaining = Builder.Scalar<long>("remaining_budget", 0);

    /// <summary>After how many batches version 0 ends the episode.</summary>
    public static readonly ScalarKey<long> MaxBatches = Builder.Scalar<long>("max_steps", 0);

    /// <summary>The least batch of version 0.</summary>
    public static readonly ScalarKey<long> LeastBatch = Builder.Scalar<long>("min_batch", 0);

    /// <summary>The performance from which version 0 pays for stopping.</summary>
    public static readonly ScalarKey<double> StopThreshold = Builder.Scalar<double>("stop_threshold", 0.0);

    /// <summary>What is paid: <c>shaped</c>, <c>score</c> or <c>both</c>.</summary>
    public static readonly ScalarKey<string> RewardMode = Builder.Scalar<string>("reward", Value.Null);

    /// <summary>The model's intercept.</summary>
    public static readonly ScalarKey<double> Intercept = Builder.Scalar<double>("intercept", 0.0);

    /// <summary>How many rows the model was updated with, plus 1.</summary>
    public static readonly ScalarKey<long> Updates = Builder.Scalar<long>("updates", 1);

    /// <summary>The model's score on the validation rows, in [0.05, 1].</summary>
    public static readonly ScalarKey<double> Performance = Builder.Scalar<double>("current_performance", 0.0);

    /// <summary>How many rows of the pool are left.</summary>
    public static readonly ScalarKey<long> PoolLeft = Builder.Scalar<long>("pool_size", 0);

    /// <summary>How many noisy rows of the pool are left.</summary>
    public static readonly ScalarKey<long> NoisyLeft = Builder.Scalar<long>("noisy_left", 0);

    /// <summary>How many numbers the training set holds: 20 a row.</summary>
    public static readonly ScalarKey<long> TrainingCount = Builder.Scalar<long>("training_count", 0);

    /// <summary>Their sum.</summary>
    public static readonly ScalarKey<double> TrainingSum = Builder.Scalar<double>("training_sum", 0.0);

    /// <summary>The sum of their squares.</summary>
    public static readonly ScalarKey<double> TrainingSquares = Builder.Scalar<double>("training_squares", 0.0);

    /// <summary>How many batches were trained on.</summary>
    public static readonly ScalarKey<long> Batches = Builder.Scalar<long>("batches", 0);

    /// <summary>The sum of the batches' shares of noisy rows.</summary>
    public static readonly ScalarKey<double> NoiseSum = Builder.Scalar<double>("noise_sum", 0.0);

    /// <summary>All of it.</summary>
    public static readonly StateSchema Schema = Builder.Build();

    /// <summary>The model of a state.</summary>
    /// <param name="state">A state after reset.</param>
    public static SgdModel ModelOf(EpisodeState state)
    {
        Span<double> weights = stackalloc double[DataSet.Features];
        ((Column<double>)state[Model].Columns[0]).CopyTo(0, weights);
        return new SgdModel([.. weights], state.Get(Intercept), state.Get(Updates));
    }

    /// <summary>The training set's centroid.</summary>
    /// <param name="state">A state after reset.</param>
    /// <param name="centroid">Gets 20 numbers.</param>
    public static void CentroidOf(EpisodeState state, Span<double> centroid) => ((Column<double>)state[Model].Columns[1]).CopyTo(0, centroid);

    /// <summary>The table of a model and a centroid.</summary>
    /// <param name="model">The model.</param>
    /// <param name="centroid">20 numbers.</param>
    public static Table ModelTable(SgdModel model, ReadOnlySpan<double> centroid) =>
        Table.Of(("weight", new Column<double>([.. model.Weights])), ("centroid", new Column<double>(centroid.ToArray())));

    /// <summary>The standard deviation of all numbers of the training set.</summary>
    /// <param name="state">A state after reset.</param>
    public static double Diversity(EpisodeState state)
    {
        var count = Math.Max(1.0, state.Get(TrainingCount));
        var mean = state.Get(TrainingSum) / count;
        return Math.Sqrt(Math.Max(0, (state.Get(TrainingSquares) / count) - (mean * mean)));
    }

    /// <summary>The episode's random numbers from here on, for the caller alone.</summary>
    /// <param name="state">A state after reset.</param>
    public static NumpyRandom RandomOf(EpisodeState state) =>
        state.Memo is NumpyRandom kept ? kept.Copy() : NumpyRandom.At((uint)state.Get(Seed), state.Get(WordsDrawn));
}

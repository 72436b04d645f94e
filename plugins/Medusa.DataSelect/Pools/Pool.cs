using System.Runtime.CompilerServices;
using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect;

/// <summary>
/// The rows that can be selected: those of <see cref="DataSet"/> with a seed's noise. Every feature is shifted by a normal of deviation 0.5; a row is noisy with
/// probability flip_y, then its label is flipped and its features shifted again, by deviation 0.1. Immutable; shared by all episodes of a scenario.
/// </summary>
internal sealed class Pool
{
    private const double Spread = 0.5;
    private const double NoisySpread = 0.1;
    private const double BoostBase = 0.1;
    private const double BoostSlope = 2.0;
    private const double GreatestBoost = 0.55;
    private static readonly ConditionalWeakTable<Table, Pool> Pools = [];
    private static readonly string[] FeatureNames = [.. Enumerable.Range(0, DataSet.Features).Select(feature => $"f{feature}")];

    private Pool(double[][] features, byte[] labels, bool[] noisy, double flipShare)
    {
        Features = features;
        Labels = labels;
        Noisy = noisy;
        var boost = Math.Min(BoostBase + (BoostSlope * flipShare), GreatestBoost);
        Boosts = [.. noisy.Select(isNoisy => isNoisy ? boost : 0.0)];
    }

    /// <summary>One array a feature, a value a row.</summary>
    public double[][] Features { get; }

    /// <summary>A label, 0 or 1, a row.</summary>
    public byte[] Labels { get; }

    /// <summary>Whether each row is noisy.</summary>
    public bool[] Noisy { get; }

    /// <summary>What is added to each row's uncertainty: min(0.1 + 2·flip_y, 0.55) where it is noisy, else 0.</summary>
    public double[] Boosts { get; }

    /// <summary>The pool of a state.</summary>
    /// <param name="state">A state after reset.</param>
    public static Pool Of(EpisodeState state)
    {
        var table = state[DataSelectState.Pool];
        return Pools.TryGetValue(table, out var known) ? known : Pools.GetValue(table, unknown => Read(unknown, state.Get(DataSelectState.FlipShare)));
    }

    /// <summary>Makes a pool.</summary>
    /// <param name="random">The seed's numbers; goes on after them.</param>
    /// <param name="flipShare">The probability with which a row is noisy.</param>
    /// <param name="noisyRows">Gets the number of noisy rows.</param>
    /// <returns>The table to put into the state.</returns>
    public static Table Generate(NumpyRandom random, double flipShare, out long noisyRows)
    {
        var data = DataSet.Shared;
        var features = new double[DataSet.Features][];
        for (var feature = 0; feature < features.Length; feature++)
        {
            features[feature] = new double[DataSet.PoolRows];
        }

        for (var row = 0; row < DataSet.PoolRows; row++)
        {
            for (var feature = 0; feature < features.Length; feature++)
            {
                features[feature][row] = data.Pool[(row * features.Length) + feature] + (Spread * random.NextGaussian());
            }
        }

        var labels = (byte[])data.PoolLabels.Clone();
        var noisy = new bool[DataSet.PoolRows];
        for (var row = 0; row < noisy.Length; row++)
        {
            noisy[row] = random.NextDouble() < flipShare;
        }

        for (var row = 0; row < noisy.Length; row++)
        {
            if (noisy[row])
            {
                labels[row] ^= 1;
                for (var feature = 0; feature < features.Length; feature++)
                {
                    features[feature][row] += NoisySpread * random.NextGaussian();
                }
            }
        }

        var pool = new Pool(features, labels, noisy, flipShare);
        var table = pool.ToTable();
        Pools.Add(table, pool);
        noisyRows = noisy.Count(static isNoisy => isNoisy);
        return table;
    }

    /// <summary>Copies one row.</summary>
    /// <param name="row">0 to 1099.</param>
    /// <param name="values">Gets its 20 features.</param>
    public void CopyRow(int row, Span<double> values)
    {
        for (var feature = 0; feature < values.Length; feature++)
        {
            values[feature] = Features[feature][row];
        }
    }

    private Table ToTable()
    {
        var columns = new (string Name, Column Column)[DataSet.Features + 2];
        for (var feature = 0; feature < DataSet.Features; feature++)
        {
            columns[feature] = (FeatureNames[feature], new Column<double>(Features[feature]));
        }

        columns[^2] = ("label", new Column<long>([.. Labels.Select(label => (long)label)]));
        columns[^1] = ("noisy", new Column<bool>(Noisy));
        return Table.Of(columns);
    }

    private static Pool Read(Table table, double flipShare)
    {
        var features = new double[DataSet.Features][];
        for (var feature = 0; feature < features.Length; feature++)
        {
            features[feature] = new double[table.RowCount];
            ((Column<double>)table.Columns[feature]).CopyTo(0, features[feature]);
        }

        var labels = (Column<long>)table["label"];
        var noisy = (Column<bool>)table["noisy"];
        return new Pool(
            features,
            [.. Enumerable.Range(0, table.RowCount).Select(row => (byte)labels[row])],
            [.. Enumerable.Range(0, table.RowCount).Select(row => noisy[row])],
            flipShare);
    }
}

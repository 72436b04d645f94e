namespace Medusa.DataSelect;

/// <summary>
/// The data that every episode is played on, generated and standardised once a process: each feature has mean 0 and (population) standard deviation 1 over all
/// 1500 rows. Rows 0 to 99 warm the model up, 200 to 399 validate it, 400 to 1499 are the pool.
/// </summary>
internal sealed class DataSet
{
    /// <summary>The number of features of a row.</summary>
    public const int Features = MakeClassification.Features;

    /// <summary>The number of rows that warm the model up.</summary>
    public const int WarmRows = 100;

    /// <summary>The number of rows that validate the model.</summary>
    public const int ValidationRows = 200;

    /// <summary>The number of rows of the pool.</summary>
    public const int PoolRows = 1100;

    private const int FirstValidationRow = 200;
    private const int FirstPoolRow = 400;
    private static readonly Lazy<DataSet> Instance = new(static () => new DataSet());

    private DataSet()
    {
        var rows = MakeClassification.Generate(out var labels);
        Standardise(rows);
        Warm = rows.AsSpan(0, WarmRows * Features).ToArray();
        WarmLabels = labels[..WarmRows];
        Pool = rows.AsSpan(FirstPoolRow * Features).ToArray();
        PoolLabels = labels[FirstPoolRow..];
        Validation = new double[Features][];
        ValidationLabels = labels[FirstValidationRow..(FirstValidationRow + ValidationRows)];
        for (var feature = 0; feature < Features; feature++)
        {
            Validation[feature] = new double[ValidationRows];
            for (var row = 0; row < ValidationRows; row++)
            {
                Validation[feature][row] = rows[((FirstValidationRow + row) * Features) + feature];
            }
        }
    }

    /// <summary>The data set.</summary>
    public static DataSet Shared => Instance.Value;

    /// <summary>The warm-up rows, one after the other.</summary>
    public double[] Warm { get; }

    /// <summary>Their labels.</summary>
    public byte[] WarmLabels { get; }

    /// <summary>The validation rows, a feature at a time.</summary>
    public double[][] Validation { get; }

    /// <summary>Their labels.</summary>
    public byte[] ValidationLabels { get; }

    /// <summary>The pool before an episode's noise, one row after the other.</summary>
    public double[] Pool { get; }

    /// <summary>The pool's labels before an episode's noise.</summary>
    public byte[] PoolLabels { get; }

    private static void Standardise(double[] rows)
    {
        for (var feature = 0; feature < Features; feature++)
        {
            var sum = 0.0;
            for (var row = 0; row < MakeClassification.Rows; row++)
            {
                sum += rows[(row * Features) + feature];
            }

            var mean = sum / MakeClassification.Rows;
            var squares = 0.0;
            for (var row = 0; row < MakeClassification.Rows; row++)
            {
                var difference = rows[(row * Features) + feature] - mean;
                squares += difference * difference;
            }

            var deviation = Math.Sqrt(squares / MakeClassification.Rows);
            for (var row = 0; row < MakeClassification.Rows; row++)
            {
                rows[(row * Features) + feature] = (rows[(row * Features) + feature] - mean) / deviation;
            }
        }
    }
}

namespace Medusa.DataSelect;

/// <summary>
/// scikit-learn's <c>make_classification</c> as the environment calls it: 1500 rows, 20 features (5 informative, 5 redundant, 10 noise), 2 classes of 2 clusters,
/// class_sep 1, flip_y 0.1, hypercube, shuffled, random_state 42. Checked against all recorded rows.
/// </summary>
internal static class MakeClassification
{
    /// <summary>The number of rows.</summary>
    public const int Rows = 1500;

    /// <summary>The number of features.</summary>
    public const int Features = 20;

    private const int Informative = 5;
    private const int Redundant = 5;
    private const int Clusters = 4;
    private const int Classes = 2;
    private const double FlipShare = 0.1;
    private const uint Seed = 42;

    /// <summary>Generates the data.</summary>
    /// <param name="labels">Gets the labels, 0 or 1.</param>
    /// <returns>The rows one after the other.</returns>
    public static double[] Generate(out byte[] labels)
    {
        var random = new NumpyRandom(Seed);
        var rows = new double[Rows * Features];
        labels = new byte[Rows];
        var centroids = Hypercube(random);
        Fill(rows, 0, Informative, random);
        Cluster(rows, labels, centroids, random);
        Combine(rows, random);
        Fill(rows, Informative + Redundant, Features, random);
        Flip(labels, random);
        return Shuffle(rows, labels, random);
    }

    /// <summary>Distinct corners of a cube, each coordinate −1 or 1.</summary>
    private static double[][] Hypercube(NumpyRandom random)
    {
        var corners = random.Permutation(1 << Informative)[..Clusters];
        return [.. corners.Select(corner => Enumerable.Range(0, Informative).Select(bit => (((corner >> (Informative - 1 - bit)) & 1) * 2.0) - 1.0).ToArray())];
    }

    private static void Fill(double[] rows, int from, int to, NumpyRandom random)
    {
        for (var row = 0; row < Rows; row++)
        {
            for (var feature = from; feature < to; feature++)
            {
                rows[(row * Features) + feature] = random.NextGaussian();
            }
        }
    }

    private static void Cluster(double[] rows, byte[] labels, double[][] centroids, NumpyRandom random)
    {
        Span<double> sums = stackalloc double[Informative];
        for (var cluster = 0; cluster < Clusters; cluster++)
        {
            var mixing = Uniform(random, Informative * Informative);
            for (var row = cluster * (Rows / Clusters); row < (cluster + 1) * (Rows / Clusters); row++)
            {
                labels[row] = (byte)(cluster % Classes);
                var values = rows.AsSpan(row * Features, Informative);
                Multiply(values, mixing, sums);
                for (var feature = 0; feature < Informative; feature++)
                {
                    values[feature] = sums[feature] + centroids[cluster][feature];
                }
            }
        }
    }

    private static void Combine(double[] rows, NumpyRandom random)
    {
        var mixing = Uniform(random, Informative * Redundant);
        for (var row = 0; row < Rows; row++)
        {
            Multiply(rows.AsSpan(row * Features, Informative), mixing, rows.AsSpan((row * Features) + Informative, Redundant));
        }
    }

    private static double[] Uniform(NumpyRandom random, int count)
    {
        var values = new double[count];
        for (var index = 0; index < count; index++)
        {
            values[index] = (2.0 * random.NextDouble()) - 1.0;
        }

        return values;
    }

    private static void Multiply(ReadOnlySpan<double> row, double[] matrix, Span<double> product)
    {
        for (var column = 0; column < product.Length; column++)
        {
            var sum = 0.0;
            for (var index = 0; index < row.Length; index++)
            {
                sum += row[index] * matrix[(index * product.Length) + column];
            }

            product[column] = sum;
        }
    }

    private static void Flip(byte[] labels, NumpyRandom random)
    {
        var mask = new bool[Rows];
        for (var row = 0; row < Rows; row++)
        {
            mask[row] = random.NextDouble() < FlipShare;
        }

        for (var row = 0; row < Rows; row++)
        {
            if (mask[row])
            {
                labels[row] = (byte)random.NextInt(Classes);
            }
        }
    }

    private static double[] Shuffle(double[] rows, byte[] labels, NumpyRandom random)
    {
        var rowOrder = random.Permutation(Rows);
        var featureOrder = random.Permutation(Features);
        var shuffled = new double[rows.Length];
        var unshuffled = (byte[])labels.Clone();
        for (var row = 0; row < Rows; row++)
        {
            labels[row] = unshuffled[rowOrder[row]];
            for (var feature = 0; feature < Features; feature++)
            {
                shuffled[(row * Features) + feature] = rows[(rowOrder[row] * Features) + featureOrder[feature]];
            }
        }

        return shuffled;
    }
}

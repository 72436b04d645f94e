using System.Collections.Immutable;
using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect;

/// <summary>
/// A logistic model under stochastic gradient descent as scikit-learn's
/// <c>SGDClassifier(loss="log_loss", penalty="l2", alpha=1e-4, learning_rate="adaptive", eta0=0.01, random_state=42)</c> trains it with <c>partial_fit</c>. Immutable.
/// Checked against recorded weights.
/// </summary>
/// <param name="Weights">One weight a feature.</param>
/// <param name="Intercept">The intercept.</param>
/// <param name="Updates">How many rows it was trained on, plus 1 (scikit-learn's <c>t_</c>).</param>
internal sealed record SgdModel(ImmutableArray<double> Weights, double Intercept, long Updates)
{
    private const double LearningRate = 0.01;
    private const double Alpha = 1e-4;
    private const double LeastScale = 1e-9;
    private const double SaturatedMargin = 18.0;
    private const int WarmPasses = 10;
    private static readonly Lazy<SgdModel> WarmInstance = new(static () =>
        new SgdModel([.. new double[DataSet.Features]], 0, 1).PartialFit(DataSet.Shared.Warm, DataSet.Shared.WarmLabels, WarmPasses));

    /// <summary>The model that every episode begins with: ten passes over the warm-up rows.</summary>
    public static SgdModel Warm => WarmInstance.Value;

    /// <summary>Trains on a batch.</summary>
    /// <param name="rows">The rows, one after the other.</param>
    /// <param name="labels">A label, 0 or 1, a row.</param>
    /// <param name="calls">How often <c>partial_fit</c> is called with them, one pass each.</param>
    public SgdModel PartialFit(ReadOnlySpan<double> rows, ReadOnlySpan<byte> labels, int calls)
    {
        Span<double> weights = stackalloc double[DataSet.Features];
        Weights.AsSpan().CopyTo(weights);
        var intercept = Intercept;
        var order = TrainingOrder.Of(labels.Length);
        for (var call = 0; call < calls; call++)
        {
            Pass(rows, labels, order, weights, ref intercept);
        }

        return new SgdModel([.. weights], intercept, Updates + ((long)calls * labels.Length));
    }

    private static void Pass(ReadOnlySpan<double> rows, ReadOnlySpan<byte> labels, int[] order, Span<double> weights, ref double intercept)
    {
        var scale = 1.0;
        foreach (var index in order)
        {
            var row = rows.Slice(index * DataSet.Features, DataSet.Features);
            var margin = (Dot(weights, row) * scale) + intercept;
            var update = -LearningRate * Slope(margin, labels[index] == 0 ? -1.0 : 1.0);
            scale *= 1.0 - (LearningRate * Alpha);
            if (scale < LeastScale)
            {
                Rescale(weights, ref scale);
            }

            if (update != 0)
            {
                Add(weights, row, update / scale);
                intercept += update;
            }
        }

        Rescale(weights, ref scale);
    }

    private static double Dot(ReadOnlySpan<double> weights, ReadOnlySpan<double> row)
    {
        var sum = 0.0;
        for (var feature = 0; feature < row.Length; feature++)
        {
            sum += weights[feature] * row[feature];
        }

        return sum;
    }

    /// <summary>The derivative of the logistic loss at a margin.</summary>
    private static double Slope(double margin, double label)
    {
        var product = margin * label;
        if (product > SaturatedMargin)
        {
            return DeterministicMath.Exp(-product) * -label;
        }

        return product < -SaturatedMargin ? -label : -label / (DeterministicMath.Exp(product) + 1.0);
    }

    private static void Add(Span<double> weights, ReadOnlySpan<double> row, double factor)
    {
        for (var feature = 0; feature < row.Length; feature++)
        {
            weights[feature] += row[feature] * factor;
        }
    }

    private static void Rescale(Span<double> weights, ref double scale)
    {
        foreach (ref var weight in weights)
        {
            weight *= scale;
        }

        scale = 1.0;
    }
}

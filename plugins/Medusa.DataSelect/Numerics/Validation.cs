using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect;

/// <summary>Scores a model on the validation rows.</summary>
internal static class Validation
{
    private const double LeastProbability = 2.220446049250313e-16;
    private const double LeastScore = 0.05;

    /// <summary>max(0.05, 1 ÷ (1 + mean logistic loss)), the probabilities clipped to [ε, 1 − ε] with ε = 2⁻⁵² as scikit-learn's <c>log_loss</c> does.</summary>
    /// <param name="model">The model.</param>
    public static double ScoreOf(SgdModel model)
    {
        var data = DataSet.Shared;
        Span<double> values = stackalloc double[DataSet.ValidationRows];
        Margins.Of(model, data.Validation, values);
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = -values[row];
        }

        DeterministicMath.Exp(values, values);
        for (var row = 0; row < values.Length; row++)
        {
            var positive = 1.0 / (1.0 + values[row]);
            values[row] = Math.Clamp(data.ValidationLabels[row] == 0 ? 1.0 - positive : positive, LeastProbability, 1.0 - LeastProbability);
        }

        DeterministicMath.Log(values, values);
        var sum = 0.0;
        foreach (var value in values)
        {
            sum -= value;
        }

        return Math.Max(LeastScore, 1.0 / (1.0 + (sum / values.Length)));
    }
}

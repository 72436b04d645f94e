namespace Medusa.Bench.Measuring;

/// <summary>One figure measured over several rounds: the median is what to quote, the extremes say how noisy the machine was.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Unit">The unit, such as <c>steps/s</c>.</param>
/// <param name="Rounds">One value a round, unsorted.</param>
internal sealed record Sample(string Name, string Unit, double[] Rounds)
{
    /// <summary>The middle value (the mean of the two middle ones for an even number of rounds).</summary>
    public double Median => Sorted is var sorted && sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;

    public double Least => Sorted[0];

    public double Greatest => Sorted[^1];

    private double[] Sorted => [.. Rounds.Order()];
}

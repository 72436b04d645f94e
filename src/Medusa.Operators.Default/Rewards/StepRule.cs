using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>−0.2 on every step: the incentive to be efficient.</summary>
public sealed class StepRule : IRewardRule
{
    /// <inheritdoc/>
    public string Name => "step";

    /// <inheritdoc/>
    public string Description => "−0.2 on every step.";

    /// <inheritdoc/>
    public double Evaluate(in Transition transition) => -0.2;
}

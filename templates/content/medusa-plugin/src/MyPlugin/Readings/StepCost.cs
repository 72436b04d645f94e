using Medusa.Operators.Abstractions;

namespace MyPlugin;

/// <summary>Every step costs a little, so that short episodes pay more.</summary>
public sealed class StepCost : IRewardRule
{
    /// <inheritdoc/>
    public string Name => "step";

    /// <inheritdoc/>
    public string Description => "Takes 0.1 for every step.";

    /// <inheritdoc/>
    public double Evaluate(in Transition transition) => -0.1;
}

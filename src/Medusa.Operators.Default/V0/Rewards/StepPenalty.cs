using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>−0.2 for every step.</summary>
internal sealed class StepPenalty : IRewardRule
{
    /// <inheritdoc/>
    public string Name => "step";

    /// <inheritdoc/>
    public string Description => "-0.2 for every step.";

    /// <inheritdoc/>
    public double Evaluate(in Transition transition) => -0.2;
}

using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>+5 for each APPLY_SCD_2, even one that writes nothing.</summary>
internal sealed class CorrectScd2 : IRewardRule
{
    /// <inheritdoc/>
    public string Name => "correct_scd2";

    /// <inheritdoc/>
    public string Description => "+5 for APPLY_SCD_2.";

    /// <inheritdoc/>
    public double Evaluate(in Transition transition) => transition.Operator is ApplyScd2 ? 5 : 0;
}

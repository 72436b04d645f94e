using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>+25 for each join with rows that does not explode and matches at least nine of ten keys.</summary>
internal sealed class HighMatch : IRewardRule
{
    /// <inheritdoc/>
    public string Name => "high_match";

    /// <inheritdoc/>
    public string Description => "+25 for a join with a match rate of at least 0.9.";

    /// <inheritdoc/>
    public double Evaluate(in Transition transition) => Join.IsSound(transition) && transition.After.Get(V0State.MatchRate) >= 0.9 ? 25 : 0;
}

using Medusa.Operators.Abstractions;

namespace MyPlugin;

/// <summary>Pays at the end for every check that passed.</summary>
public sealed class CleanTable : IRewardRule
{
    /// <inheritdoc/>
    public string Name => "clean";

    /// <inheritdoc/>
    public string Description => "Pays 1 for every check that passes at the end.";

    /// <inheritdoc/>
    public double Evaluate(in Transition transition) => transition.Result.Grade?.PassedCount ?? 0;
}

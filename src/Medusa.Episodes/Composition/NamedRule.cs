using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>A reward rule under a term's name of the environment file's choice.</summary>
/// <param name="name">The term's name.</param>
/// <param name="inner">The rule.</param>
internal sealed class NamedRule(string name, IRewardRule inner) : IRewardRule
{
    public string Name => name;

    public string Description => inner.Description;

    public double Evaluate(in Transition transition) => inner.Evaluate(transition);
}

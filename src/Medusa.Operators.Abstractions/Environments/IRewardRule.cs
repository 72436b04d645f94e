namespace Medusa.Operators.Abstractions;

/// <summary>One named term of the reward. Pure; called concurrently. The reward is the sum of the terms from left to right in the environment's order.</summary>
public interface IRewardRule
{
    /// <summary>The term's name in the breakdown, such as <c>high_match</c>. Unique within an environment.</summary>
    string Name { get; }

    /// <summary>What the term pays and when, in one sentence.</summary>
    string Description { get; }

    /// <summary>The term for one step; 0 where it does not apply, which leaves it out of the breakdown. Never NaN or infinite.</summary>
    /// <param name="transition">The step.</param>
    double Evaluate(in Transition transition);
}

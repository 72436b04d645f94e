namespace Medusa.Operators.Abstractions;

/// <summary>A scripted policy, for baselines and for trying an environment out.</summary>
public interface IPolicy
{
    /// <summary>The policy's name, such as <c>pipeline</c>. Unique within an environment.</summary>
    string Name { get; }

    /// <summary>What the policy does, in one sentence.</summary>
    string Description { get; }

    /// <summary>Begins an episode.</summary>
    /// <param name="seed">Seeds the policy's own choices; the same seed gives the same choices on the same observations.</param>
    IPolicyRun Start(ulong seed);
}

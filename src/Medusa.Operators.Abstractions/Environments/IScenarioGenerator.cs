namespace Medusa.Operators.Abstractions;

/// <summary>
/// Makes the beginning of an episode from a seed and options. Pure: no clock, no I/O, no randomness but the seed's.
/// Called concurrently; results are cached and shared.
/// </summary>
public interface IScenarioGenerator
{
    /// <summary>The reset options, without <c>seed</c>, <c>episode_id</c> and <c>task</c>, which the host reads.</summary>
    ObjectDescriptor Options { get; }

    /// <summary>Generates the scenario.</summary>
    /// <param name="request">Seed and validated options.</param>
    /// <exception cref="ContractException">The options do not fit together (<c>invalid_request</c>).</exception>
    Scenario Generate(ScenarioRequest request);
}

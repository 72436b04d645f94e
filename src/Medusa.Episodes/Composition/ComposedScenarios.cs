using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>A base environment's generator under the limits of an environment file.</summary>
/// <param name="inner">The generator.</param>
/// <param name="options">Its options, narrowed.</param>
/// <param name="maxSteps">The greatest number of steps; null leaves the scenario's.</param>
internal sealed class ComposedScenarios(IScenarioGenerator inner, ObjectDescriptor options, int? maxSteps) : IScenarioGenerator
{
    public ObjectDescriptor Options => options;

    public Scenario Generate(ScenarioRequest request)
    {
        var scenario = inner.Generate(request);
        return maxSteps is { } most && scenario.MaxSteps > most ? scenario with { MaxSteps = most } : scenario;
    }
}

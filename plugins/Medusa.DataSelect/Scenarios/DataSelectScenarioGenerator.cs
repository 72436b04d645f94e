using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect;

/// <summary>The beginning of an episode.</summary>
internal sealed class DataSelectScenarioGenerator : IScenarioGenerator
{
    public ObjectDescriptor Options => DataSelectOptions.Descriptor;

    public Scenario Generate(ScenarioRequest request)
    {
        var configuration = DataSelectOptions.Read(request.Options);
        var state = Beginning.Of(request.Seed, configuration, request.Options[DataSelectOptions.Reward].AsText);
        return new Scenario($"{configuration.Difficulty}_{request.Seed}", state, "Select training data under the budget.", Record.Empty, configuration.MaxSteps);
    }
}

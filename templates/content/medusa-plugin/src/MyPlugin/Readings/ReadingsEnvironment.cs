using Medusa.Operators.Abstractions;

namespace MyPlugin;

/// <summary>
/// An agent cleans a table of sensor readings and hands it over. Behaviour changes, version changes: what a step of version 1 does stays as it is for ever.
/// </summary>
public static class ReadingsEnvironment
{
    /// <summary>The field of an action that names the operator.</summary>
    public const string ActionField = "action";

    /// <summary>The definition that the plugin registers.</summary>
    public static EnvironmentDefinition Definition { get; } = new()
    {
        Name = "my-plugin",
        Version = "1",
        Title = "Readings",
        Description = "Clean a table of sensor readings: drop what is missing and what is no reading at all, keep the rest, finish.",
        State = ReadingsState.Schema,
        Scenarios = new ReadingsScenarios(),
        Action = new ActionDescriptor(
            new ObjectDescriptor("ReadingsAction", [new FieldDescriptor(ActionField, FieldKind.Text) { Required = true, Choices = [DropMissing.Id, DropAbove.Id, Finish.Id] }]),
            OperatorField: ActionField,
            ArgumentsField: null),
        Operators = [new DropMissing(), new DropAbove(), new Finish()],
        Rewards = [new StepCost(), new CleanTable()],
        Checks = [new NothingMissing(), new NothingOutOfRange(), new ReadingsKept()],
        Observer = new ReadingsObserver(),
        Tasks = [new CleaningTask()],
        Policies = [new CarefulPolicy()],
        BaselinePolicy = CarefulPolicy.Id,
    };
}

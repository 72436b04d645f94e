using Medusa.Episodes;
using Medusa.Operators.Abstractions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Medusa.Gateway.Tests;

/// <summary>The installed environments and <c>gate</c>, whose operator WAIT keeps its thread until a test lets it go.</summary>
public static class TestEnvironments
{
    private static readonly StateSchema Schema = new StateSchemaBuilder().Build();

    public static ManualResetEventSlim Gate { get; } = new(true);

    public static int Waiting;

    public static IEnvironmentCatalogue Catalogue { get; } = new EnvironmentCatalogue(
    [
        .. PluginCatalogue.Load(new EpisodesOptions(), NullLogger.Instance).Environments,
        new LoadedEnvironment(Definition(), new PluginProvenance("gate", "1", new string('0', 64))),
    ]);

    private static EnvironmentDefinition Definition() => new()
    {
        Name = "gate",
        Version = "1",
        Title = "Gate",
        Description = "Waits.",
        State = Schema,
        Scenarios = new Scenarios(),
        Action = new ActionDescriptor(new ObjectDescriptor("GateAction", [new FieldDescriptor("action", FieldKind.Text) { Required = true, Choices = ["WAIT", "GO", "BREAK", "FLOOD"] }]), "action", null),
        Operators = [new Operator("WAIT"), new Operator("GO"), new Operator("BREAK"), new Operator("FLOOD")],
        Rewards = [],
        Checks = [],
        Observer = new Observer(),
    };

    private sealed class Scenarios : IScenarioGenerator
    {
        public ObjectDescriptor Options => ObjectDescriptor.None;

        public Scenario Generate(ScenarioRequest request) => new("gate", Schema.Initial, "", Record.Empty, 1000);
    }

    private sealed class Operator(string name) : IOperator
    {
        public string Name => name;

        public string Description => name;

        public OperatorResult Apply(in OperatorContext context)
        {
            switch (name)
            {
                case "WAIT":
                    Interlocked.Increment(ref Waiting);
                    Gate.Wait(TestTime.Long);
                    break;
                case "BREAK":
                    throw new NotSupportedException("secret");
                case "FLOOD":
                    return new OperatorResult(context.State, new string('x', 4 << 20), Record.Empty);
            }

            return new OperatorResult(context.State, name, Record.Empty);
        }
    }

    private sealed class Observer : IObserver
    {
        public ObjectDescriptor Observation { get; } = new("GateObservation", [new FieldDescriptor("message", FieldKind.Text)]);

        public void WriteObservation(in ObservationContext context, JsonBuffer json)
        {
            json.StartObject();
            json.Name("message");
            json.Text(context.Message);
            json.EndObject();
        }

        public void WriteState(EpisodeView episode, JsonBuffer json)
        {
            json.Name("steps");
            json.Integer(episode.Step);
        }
    }
}

using Medusa.Testing;

namespace Medusa.Cli.Tests.Plugins;

/// <summary>A plugin with one small environment: count up, stop when you like.</summary>
internal static class CounterPlugin
{
    public const string Id = "counter";

    /// <summary>Writes the plugin's folder below a root, as <c>counter@version</c>.</summary>
    public static string Write(string root, string version = "1.0.0", string increment = "1", string field = "count") =>
        PluginFolder.Write(root, Id, new PluginSource("Counter", Source.Replace("INCREMENT", increment, StringComparison.Ordinal).Replace("json.Name(\"count\")", $"json.Name(\"{field}\")", StringComparison.Ordinal)), version);

    private const string Source = """
        public sealed class Plugin : IMedusaPlugin
        {
            public void Register(IPluginRegistry registry)
            {
                registry.Add(CounterEnvironment.Definition);
                registry.Add(new CountUp());
            }
        }

        public static class CounterEnvironment
        {
            private static readonly StateSchemaBuilder Builder = new();
            public static readonly ScalarKey<long> Count = Builder.Scalar<long>("count", 0);
            public static readonly StateSchema Schema = Builder.Build();
            public static readonly EnvironmentDefinition Definition = new()
            {
                Name = "counter", Version = "1", Title = "Counter", Description = "Counts up.", State = Schema, Scenarios = new Scenarios(),
                Action = new ActionDescriptor(new ObjectDescriptor("CounterAction", ImmutableArray.Create(new FieldDescriptor("action", FieldKind.Text) { Required = true })), "action", null),
                Operators = ImmutableArray.Create<IOperator>(new CountUp()), Rewards = ImmutableArray.Create<IRewardRule>(new Paid()), Checks = ImmutableArray.Create<IGraderCheck>(new Counted()), Observer = new Observer(),
            };
        }

        public sealed class Scenarios : IScenarioGenerator
        {
            public ObjectDescriptor Options => ObjectDescriptor.None;
            public Scenario Generate(ScenarioRequest request) => new Scenario("counter_" + request.Seed, CounterEnvironment.Schema.Initial, "Ready.", Record.Empty, 3);
        }

        public sealed class CountUp : IOperator
        {
            public string Name => "COUNT_UP";
            public string Description => "Counts up.";
            public OperatorResult Apply(in OperatorContext context)
            {
                var edit = context.State.Edit();
                edit.Set(CounterEnvironment.Count, context.State.Get(CounterEnvironment.Count) + INCREMENT);
                return new OperatorResult(edit.Build(), "Counted.", Record.Empty);
            }
        }

        public sealed class Paid : IRewardRule
        {
            public string Name => "paid";
            public string Description => "Pays the count.";
            public double Evaluate(in Transition transition) => transition.After.Get(CounterEnvironment.Count);
        }

        public sealed class Counted : IGraderCheck
        {
            public string Name => "counted";
            public string Description => "Something was counted.";
            public CheckResult Evaluate(EpisodeState state) => new CheckResult(Name, true, null);
        }

        public sealed class Observer : IObserver
        {
            public ObjectDescriptor Observation { get; } = new("CounterObservation", ImmutableArray.Create(new FieldDescriptor("count", FieldKind.Integer)));
            public void WriteObservation(in ObservationContext context, JsonBuffer json)
            {
                json.StartObject();
                WriteState(context.Episode, json);
                json.EndObject();
            }
            public void WriteState(EpisodeView episode, JsonBuffer json)
            {
                json.Name("count");
                json.Integer(episode.State.Get(CounterEnvironment.Count));
            }
        }
        """;
}

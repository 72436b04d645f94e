namespace Medusa.Testing;

/// <summary>Sources of plugins that offer one environment, compiled while tests run.</summary>
public static class SamplePlugin
{
    /// <summary>A plugin whose operator GO answers with a text, and which fails where it is told to.</summary>
    /// <param name="environment">The environment's name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="text">What GO answers.</param>
    /// <param name="fails">Where the plugin's code fails: a marker of the template such as <c>apply</c>, <c>rule</c>, <c>check</c>, <c>generate</c>, <c>observe</c>, <c>state</c>, <c>inspect</c>, <c>score</c>, <c>policy</c>, <c>constructor</c>, <c>register</c>; empty for nowhere.</param>
    /// <param name="how">The statement that fails.</param>
    public static PluginSource Source(string environment = "sample", string version = "1", string text = "first", string fails = "", string how = "throw new InvalidOperationException(\"secret\");") => new(
        $"Sample.{environment}.V{version}.{text}",
        Template.Replace("@environment", environment).Replace("@version", version).Replace("@text", text)
            .Replace($"/*{fails}*/", fails.Length == 0 ? "" : how));

    private const string Template = """
        public sealed class SamplePlugin : IMedusaPlugin
        {
            public SamplePlugin() { /*constructor*/ }
            public void Register(IPluginRegistry registry) { /*register*/ registry.Add(new EnvironmentDefinition
            {
                Name = "@environment", Version = "@version", Title = "Sample", Description = "Comes from a folder.", State = Parts.Schema, Scenarios = new Scenarios(),
                Action = new ActionDescriptor(new ObjectDescriptor("SampleAction", ImmutableArray.Create(new FieldDescriptor("action", FieldKind.Text) { Required = true, Choices = ImmutableArray.Create("GO", "STAY", "BREAK", "END") })), "action", null),
                Operators = ImmutableArray.Create<IOperator>(new Operator("GO"), new Operator("STAY"), new Operator("BREAK"), new Operator("END")),
                Rewards = ImmutableArray.Create<IRewardRule>(new Rule()), Checks = ImmutableArray.Create<IGraderCheck>(new Check()), Observer = new Observer(), Inspector = new Inspector(),
                Tasks = ImmutableArray.Create<ITask>(new Goal()), Policies = ImmutableArray.Create<IPolicy>(new Policy()), BaselinePolicy = "ender", Seeds = new Seeds(),
            }); }
        }

        public sealed class Seeds : SeedRule
        {
            public Seeds() : base(DefaultMaximum) { }
            public override Seed Draw(ulong bits) { /*draw*/ return base.Draw(bits); }
        }

        public sealed class Rule : IRewardRule
        {
            public string Name => "go";
            public string Description => "One for every step.";
            public double Evaluate(in Transition transition) { /*rule*/ return 1; }
        }

        public sealed class Check : IGraderCheck
        {
            public string Name => "fine";
            public string Description => "Always.";
            public CheckResult Evaluate(EpisodeState state) { /*check*/ return new CheckResult("fine", true, null); }
        }

        public static class Parts
        {
            private static readonly StateSchemaBuilder Builder = new StateSchemaBuilder();
            public static readonly TableKey Rows = Builder.Table("rows");
            public static readonly ScalarKey<long> Count = Builder.Scalar<long>("count", 0);
            public static readonly StateSchema Schema = Builder.Build();
            public static readonly StateSchema Other = new StateSchemaBuilder().Build();
        }

        public sealed class Scenarios : IScenarioGenerator
        {
            public ObjectDescriptor Options { get { /*options*/ return new ObjectDescriptor("SampleOptions", ImmutableArray.Create(new FieldDescriptor("rows", FieldKind.Integer) { CountsRows = true, Minimum = 1, Maximum = 1000000000, Default = 10 })); } }
            public Scenario Generate(ScenarioRequest request) { /*generate*/ return new Scenario("sample", Parts.Schema.Initial, "@text", Record.Empty, 50); }
        }

        public sealed class Operator : IOperator
        {
            private readonly string name;
            public Operator(string name) { this.name = name; }
            public string Name => name;
            public string Description => name;
            public OperatorResult Apply(in OperatorContext context)
            {
                if (name == "BREAK") throw new NotSupportedException("secret");
                if (name == "GO") { /*apply*/ }
                var edit = context.State.Edit();
                edit.Set(Parts.Count, context.State.Get(Parts.Count) + 1);
                var result = new OperatorResult(edit.Build(), "@text", Record.Empty);
                return name == "END" ? result with { EndReason = "stopped" } : result;
            }
        }

        public sealed class Observer : IObserver
        {
            public ObjectDescriptor Observation { get; } = new ObjectDescriptor("SampleObservation", ImmutableArray.Create(new FieldDescriptor("message", FieldKind.Text)));
            public void WriteObservation(in ObservationContext context, JsonBuffer json) { /*observe*/ json.StartObject(); json.Name("message"); json.Text(context.Message); json.EndObject(); }
            public void WriteState(EpisodeView episode, JsonBuffer json) { /*state*/ json.Name("text"); json.Text("@text"); }
        }

        public sealed class Inspector : IInspector
        {
            public ImmutableArray<MarkDescriptor> Kinds { get; } = ImmutableArray.Create(new MarkDescriptor("odd", "Odd", "Every other row."));
            public ImmutableArray<TableMark> Inspect(EpisodeState state, string table) { /*inspect*/ return ImmutableArray<TableMark>.Empty; }
        }

        public sealed class Goal : ITask
        {
            public string Name => "goal";
            public string Difficulty => "easy";
            public string Description { get { /*task*/ return "End."; } }
            public Seed Seed => Seed.Of(7);
            public Record Options => Record.Empty;
            public IReadOnlyCollection<string> Excludes => Array.Empty<string>();
            public double PassThreshold => 0.5;
            public Record Rubric => Record.Empty;
            public TaskScore Score(EpisodeView episode) { /*score*/ return new TaskScore("goal", 1, true, Record.Empty, ImmutableArray<string>.Empty); }
        }

        public sealed class Policy : IPolicy, IPolicyRun
        {
            public string Name => "ender";
            public string Description => "Ends.";
            public IPolicyRun Start(ulong seed) => this;
            public Record Next(JsonElement observation, int step) { /*policy*/ return Record.Of(new (string Name, Value Value)[] { ("action", step == 0 ? "GO" : "END") }); }
        }
        """;
}

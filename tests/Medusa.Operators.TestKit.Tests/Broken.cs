using System.Collections.Immutable;
using System.Globalization;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.TestKit.Tests;

/// <summary>A small correct environment whose parts a test replaces by broken ones.</summary>
internal sealed class Broken
{
    private static readonly StateSchemaBuilder Builder = new();
    public static readonly TableKey Rows = Builder.Table("rows");
    public static readonly ScalarKey<long> Count = Builder.Scalar<long>("count", 0);
    public static readonly ScalarKey<string> Note = Builder.Scalar<string>("note", Value.Null);
    public static readonly StateSchema Schema = Builder.Build();

    public delegate OperatorResult Applying(in OperatorContext context);

    public Applying Apply { get; init; } = static (in context) => Counted(context.State, 1);

    public Func<ScenarioRequest, Scenario> Generate { get; init; } = static request => Beginning(request.Seed.Low, request.Options["rows"].AsInteger);

    public Func<EpisodeState, CheckResult> Check { get; init; } = static state => state[Rows].RowCount >= 0 ? new CheckResult("counted", true, null) : new CheckResult("counted", false, "none");

    public Action<EpisodeView, JsonBuffer> Observe { get; init; } = static (view, json) =>
    {
        json.Name("count"u8);
        json.Integer(view.State.Get(Count));
    };

    public Func<double> Score { get; init; } = static () => 1;

    public Func<EpisodeState, string, ImmutableArray<TableMark>> Inspect { get; init; } = static (state, table) =>
        table == Rows.Name && state[Rows].RowCount > 0 ? [TableMark.OfCells("first", "value", [0])] : [];

    public string PolicyAction { get; init; } = "GO";

    public EnvironmentDefinition Definition => new()
    {
        Name = "broken",
        Version = "1",
        Title = "Broken",
        Description = "Broken by a test.",
        State = Schema,
        Scenarios = new Scenarios(this),
        Action = new ActionDescriptor(new ObjectDescriptor("Action", [new FieldDescriptor("action", FieldKind.Text) { Required = true, Choices = ["GO"] }]), "action", null),
        Operators = [new Operator(this)],
        Rewards = [],
        Checks = [new Checks(this)],
        Observer = new Observer(this),
        Inspector = new Inspector(this),
        Tasks = [new Goal(this)],
        Policies = [new Policy(this)],
    };

    public static OperatorResult Counted(EpisodeState state, long by, string message = "counted")
    {
        var edit = state.Edit();
        edit.Set(Count, state.Get(Count) + by);
        return new OperatorResult(edit.Build(), message, Record.Empty);
    }

    public static Scenario Beginning(ulong seed, long rows)
    {
        var stream = RandomStream.For(seed, "rows");
        var edit = Schema.Initial.Edit();
        edit.Set(Rows, Table.Of(("value", new Column<double>([.. Enumerable.Range(0, (int)rows).Select(_ => stream.NextDouble())]))));
        return new Scenario("plain", edit.Build(), "begin", Record.Empty, 8);
    }

    private sealed class Scenarios(Broken broken) : IScenarioGenerator
    {
        public ObjectDescriptor Options { get; } = new("Options", [new FieldDescriptor("rows", FieldKind.Integer) { Default = 5, Minimum = 1, Maximum = 100_000, CountsRows = true }]);

        public Scenario Generate(ScenarioRequest request) => broken.Generate(request);
    }

    private sealed class Operator(Broken broken) : IOperator
    {
        public string Name => "GO";

        public string Description => "Counts.";

        public OperatorResult Apply(in OperatorContext context) => broken.Apply(in context);
    }

    private sealed class Checks(Broken broken) : IGraderCheck
    {
        public string Name => "counted";

        public string Description => "Counts.";

        public CheckResult Evaluate(EpisodeState state) => broken.Check(state);
    }

    private sealed class Observer(Broken broken) : IObserver
    {
        public ObjectDescriptor Observation { get; } = new("Observation", [new FieldDescriptor("count", FieldKind.Integer) { Minimum = 0, Maximum = 1000 }]);

        public void WriteObservation(in ObservationContext context, JsonBuffer json)
        {
            json.StartObject();
            broken.Observe(context.Episode, json);
            json.EndObject();
        }

        public void WriteState(EpisodeView episode, JsonBuffer json)
        {
            json.Name("count"u8);
            json.Integer(episode.State.Get(Count));
        }
    }

    private sealed class Inspector(Broken broken) : IInspector
    {
        public ImmutableArray<MarkDescriptor> Kinds { get; } = [new("first", "First", "The first row.")];

        public ImmutableArray<TableMark> Inspect(EpisodeState state, string table) => broken.Inspect(state, table);
    }

    private sealed class Goal(Broken broken) : ITask
    {
        public string Name => "goal";

        public string Difficulty => "easy";

        public string Description => "Count.";

        public Seed Seed => Seed.Of(1);

        public Record Options => Record.Empty;

        public IReadOnlyCollection<string> Excludes => [];

        public double PassThreshold => 0.5;

        public Record Rubric => Record.Empty;

        public TaskScore Score(EpisodeView episode) => new("goal", broken.Score(), true, Record.Empty, []);
    }

    private sealed class Policy(Broken broken) : IPolicy, IPolicyRun
    {
        public string Name => "goer";

        public string Description => "Goes.";

        public IPolicyRun Start(ulong seed) => this;

        public Record Next(System.Text.Json.JsonElement observation, int step) => Record.Of(("action", broken.PolicyAction));
    }

    public static string Local(double number) => number.ToString("0.00", CultureInfo.CurrentCulture);
}

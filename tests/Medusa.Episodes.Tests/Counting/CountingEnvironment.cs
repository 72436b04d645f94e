using System.Collections.Immutable;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes.Tests;

/// <summary>A small real environment: a count that goes up and down, a table of what was added, and operators that misbehave in every way a plugin can.</summary>
internal static class CountingEnvironment
{
    private static readonly StateSchemaBuilder Builder = new();

    public static readonly TableKey Added = Builder.Table("added");
    public static readonly ScalarKey<long> Count = Builder.Scalar<long>("count", 0);

    private static readonly StateSchema Schema = Builder.Build();

    public static readonly ImmutableArray<string> Names = ["ADD", "TAKE", "FINISH", "THROW", "REFUSE", "NOTHING", "INFINITE"];

    /// <summary>An environment of its own: two calls give definitions that share no scenario.</summary>
    /// <param name="version">Its version.</param>
    /// <param name="afterEnd">What a step after the end does.</param>
    /// <param name="drift">What ADD adds beside its amount.</param>
    /// <param name="onApply">Runs within every operator.</param>
    /// <param name="drifts">Whether ADD adds one more every time it runs, as no operator may.</param>
    public static EnvironmentDefinition Make(string version = "1", StepsAfterEnd afterEnd = StepsAfterEnd.Error, long drift = 0, Action? onApply = null, bool drifts = false) => new()
    {
        Name = "counting",
        Version = version,
        Title = "Counting",
        Description = "Counts.",
        State = Schema,
        Scenarios = new Generator(Schema),
        Action = new ActionDescriptor(
            new ObjectDescriptor(
                "CountingAction",
                [
                    new FieldDescriptor("action", FieldKind.Text) { Required = true, Choices = Names, ChoicesTitle = "CountingActionType" },
                    new FieldDescriptor("params", FieldKind.Object),
                ]),
            "action",
            "params"),
        Operators = Counters(drift, onApply, drifts),
        Rewards = [new Fee(), new Gain()],
        Checks = [new IsPositive()],
        Observer = new Observer(),
        Tasks = [new ReachTen()],
        StepsAfterEnd = afterEnd,
        MaxReturn = static _ => 12.5,
    };

    private static ImmutableArray<IOperator> Counters(long drift, Action? onApply, bool drifts)
    {
        var calls = drift - 1;
        Func<long> added = drifts ? () => Interlocked.Increment(ref calls) : () => drift;
        return [.. Names.Select(name => (IOperator)new Counter(name, added, onApply))];
    }

    private sealed class Generator(StateSchema schema) : IScenarioGenerator
    {
        public ObjectDescriptor Options { get; } = new(
            "CountingOptions",
            [
                new FieldDescriptor("max_steps", FieldKind.Integer) { Default = 100, Minimum = 1, Maximum = 100_000 },
                new FieldDescriptor("rows", FieldKind.Integer) { Default = 2, Minimum = 1, CountsRows = true },
                new FieldDescriptor("scenario", FieldKind.Text) { Choices = ["plain", "odd"], UnknownCode = "unknown_scenario", Default = "plain" },
            ]);

        public Scenario Generate(ScenarioRequest request)
        {
            if (request.Seed.Number == 13)
            {
                throw new InvalidOperationException("Unlucky.");
            }

            if (request.Seed.Number == 14)
            {
                throw new ContractException("invalid_request", "Seed 14 does not fit these options.");
            }

            var edit = schema.Initial.Edit();
            edit.Set(Count, (long)(request.Seed.Low % 1000));
            var names = new string?[request.Options["rows"].AsInteger];
            for (var row = 0; row < names.Length; row++)
            {
                names[row] = row % 3 == 2 ? null : $"row {row}, \"{(row % 2 == 0 ? "even" : string.Empty)}\"";
            }

            edit.Set(Added, Table.Of(("name", TextColumn.Of(names)), ("value", new Column<double>([.. names.Select((_, row) => row / 2.0)]))));
            return new Scenario($"{request.Options["scenario"].AsText}_{request.Seed.Text}", edit.Build(), "Count.", Record.Empty, (int)request.Options["max_steps"].AsInteger);
        }
    }

    private sealed class Counter(string name, Func<long> drift, Action? onApply) : IOperator
    {
        public string Name => name;

        public string Description => "Counts.";

        public ObjectDescriptor Parameters { get; } = name is "ADD" or "TAKE"
            ? new ObjectDescriptor("Amount", [new FieldDescriptor("amount", FieldKind.Integer) { Default = 1, Minimum = 0, Maximum = 1000 }])
            : ObjectDescriptor.None;

        public OperatorResult Apply(in OperatorContext context)
        {
            onApply?.Invoke();
            var count = context.State.Get(Count);
            return name switch
            {
                "ADD" => Result(context.State, count + context.Arguments["amount"].AsInteger + drift()),
                "TAKE" => Result(context.State, count - context.Arguments["amount"].AsInteger),
                "FINISH" => Result(context.State, count) with { EndReason = "finished" },
                "REFUSE" => throw new ContractException("invalid_action", "Nothing to refuse."),
                "NOTHING" => default,
                "INFINITE" => Result(context.State, long.MaxValue),
                _ => throw new InvalidOperationException("Broken on purpose."),
            };
        }

        private static OperatorResult Result(EpisodeState state, long count)
        {
            var edit = state.Edit();
            edit.Set(Count, count);
            return new OperatorResult(edit.Build(), $"Count is {count}.", Record.Of(("count", count)));
        }
    }

    private sealed class Fee : IRewardRule
    {
        public string Name => "fee";

        public string Description => "Every step.";

        public double Evaluate(in Transition transition) => -0.5;
    }

    /// <summary>Pays once an episode, for the first step that raises the count; breaks on the greatest count.</summary>
    private sealed class Gain : IRewardRule
    {
        public string Name => "gain";

        public string Description => "The first rise.";

        public double Evaluate(in Transition transition) =>
            transition.After.Get(Count) == long.MaxValue ? double.PositiveInfinity
            : transition.TimesPaid == 0 && transition.After.Get(Count) > transition.Before.Get(Count) ? 2 : 0;
    }

    private sealed class IsPositive : IGraderCheck
    {
        public string Name => "is_positive";

        public string Description => "The count is above zero.";

        public CheckResult Evaluate(EpisodeState state) => state.Get(Count) > 0 ? new(Name, true, null) : new(Name, false, "not_positive: the count is 0 or less");
    }

    private sealed class Observer : IObserver
    {
        public ObjectDescriptor Observation { get; } = new("CountingObservation", [new FieldDescriptor("message", FieldKind.Text) { Default = string.Empty }, new FieldDescriptor("count", FieldKind.Integer)]);

        public void WriteObservation(in ObservationContext context, JsonBuffer json)
        {
            json.StartObject();
            json.Name("message"u8);
            json.Text(context.IsEcho ? "It is over." : context.Message);
            json.Name("count"u8);
            json.Integer(context.Episode.State.Get(Count));
            json.EndObject();
        }

        public void WriteState(EpisodeView episode, JsonBuffer json)
        {
            json.Name("count"u8);
            json.Integer(episode.State.Get(Count));
        }
    }

    private sealed class ReachTen : ITask
    {
        public string Name => "reach_ten";

        public string Difficulty => "easy";

        public string Description => "Reach ten.";

        public Seed Seed => Seed.Of(3);

        public Record Options { get; } = Record.Of(("scenario", "odd"));

        public IReadOnlyCollection<string> Excludes { get; } = ["rows"];

        public double PassThreshold => 0.75;

        public Record Rubric { get; } = Record.Of(("ten", 1.0));

        public TaskScore Score(EpisodeView episode)
        {
            var score = Math.Clamp(episode.State.Get(Count) / 10.0, 0, 1);
            return new TaskScore(Name, score, score >= PassThreshold, Record.Of(("ten", score)), score < 1 ? ["Ten was not reached."] : []) { Grade = score < 1 ? "C" : "A" };
        }
    }
}

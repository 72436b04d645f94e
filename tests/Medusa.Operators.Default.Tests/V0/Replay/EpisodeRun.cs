using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.Tests.V0;

/// <summary>Folds one episode through the contract alone, as a host does: operator, reward terms from left to right, end, observation.</summary>
internal sealed class EpisodeRun
{
    private readonly EnvironmentDefinition environment;
    private readonly int[] timesPaid;

    public EpisodeRun(EnvironmentDefinition environment, JsonElement seed, params (string Name, Value Value)[] options)
    {
        this.environment = environment;
        timesPaid = new int[environment.Rewards.Length];
        Assert.True(environment.Seeds.TryRead(seed, out var read, out var error), error);
        var scenario = environment.Scenarios.Generate(new ScenarioRequest(read, Options(environment, options), WasSeedGiven: true));
        View = new EpisodeView(scenario.State, EpisodeStatus.Running, 0, scenario.MaxSteps, 0) { Seed = read, Scenario = scenario.Name, Label = "run" };
        Observation = Observe(scenario.Message, scenario.Metrics, isEcho: false);
    }

    public EpisodeView View { get; private set; }

    public JsonElement Observation { get; private set; }

    public double Reward { get; private set; }

    public Dictionary<string, double> Breakdown { get; } = [];

    public bool IsDone => View.Status != EpisodeStatus.Running;

    public EpisodeState State => View.State;

    public string Message => Observation.GetProperty("message").GetString()!;

    public static EpisodeRun Of(EnvironmentDefinition environment, long seed, params (string Name, Value Value)[] options)
    {
        using var document = JsonDocument.Parse(seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return new EpisodeRun(environment, document.RootElement, options);
    }

    public EpisodeRun Take(params string[] actions)
    {
        foreach (var action in actions)
        {
            Step(action);
        }

        return this;
    }

    public JsonElement StateJson()
    {
        var json = new JsonBuffer();
        json.StartObject();
        environment.Observer.WriteState(View, json);
        json.EndObject();
        return Parse(json);
    }

    private void Step(string action)
    {
        Breakdown.Clear();
        Reward = 0;
        if (IsDone)
        {
            Observation = Observe("", Record.Empty, isEcho: true);
            return;
        }

        var applied = environment.FindOperator(action)!;
        var step = View.Step + 1;
        var result = applied.Apply(new OperatorContext(View.State, Record.Empty, step, environment.Checks, environment));
        for (var index = 0; index < timesPaid.Length; index++)
        {
            var rule = environment.Rewards[index];
            var term = rule.Evaluate(new Transition(View.State, result, applied, Record.Empty, step, timesPaid[index]));
            if (term != 0)
            {
                timesPaid[index]++;
                Breakdown.Add(rule.Name, term);
                Reward += term;
            }
        }

        var status = result.EndReason is not null ? EpisodeStatus.Terminated : step >= View.MaxSteps ? EpisodeStatus.Truncated : EpisodeStatus.Running;
        View = View with
        {
            State = result.State,
            Status = status,
            Step = step,
            CumulativeReward = View.CumulativeReward + Reward,
            EndReason = result.EndReason ?? (status == EpisodeStatus.Truncated ? "max_steps" : null),
        };
        Observation = Observe(result.Message, result.Metrics, isEcho: false);
    }

    private static Record Options(EnvironmentDefinition environment, (string Name, Value Value)[] given) =>
        Record.Of([.. environment.Scenarios.Options.Fields.Select(field =>
            (field.Name, given.FirstOrDefault(option => option.Name == field.Name) is { Name: not null } option ? option.Value : field.Default))]);

    private JsonElement Observe(string message, Record metrics, bool isEcho)
    {
        var json = new JsonBuffer();
        environment.Observer.WriteObservation(new ObservationContext(View, message, metrics, isEcho), json);
        return Parse(json);
    }

    private static JsonElement Parse(JsonBuffer json)
    {
        using var document = JsonDocument.Parse(json.WrittenMemory);
        return document.RootElement.Clone();
    }
}

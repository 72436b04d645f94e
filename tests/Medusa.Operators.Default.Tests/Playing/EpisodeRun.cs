using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.Tests;

/// <summary>An episode played in-process by the contract's rules: operator, reward terms from left to right, end by operator or by the number of steps.</summary>
internal sealed class EpisodeRun
{
    private readonly EnvironmentDefinition environment;
    private readonly int[] timesPaid;

    public EpisodeRun(Scenario scenario, string? task = null, EnvironmentDefinition? environment = null)
    {
        this.environment = environment ?? MedusaEnvironment.Definition;
        timesPaid = new int[this.environment.Rewards.Length];
        View = new EpisodeView(scenario.State, EpisodeStatus.Running, 0, scenario.MaxSteps, 0) { Scenario = scenario.Name, Task = task, Seed = Seed.Of(0), Label = "test" };
        Message = scenario.Message;
        Metrics = scenario.Metrics;
    }

    public EpisodeView View { get; private set; }

    public EpisodeState State => View.State;

    public string Message { get; private set; }

    public Record Metrics { get; private set; }

    public GradeReport? Grade { get; private set; }

    public double LastReward { get; private set; }

    /// <summary>The last step's terms that are not 0, by name.</summary>
    public Dictionary<string, double> LastTerms { get; } = [];

    /// <summary>How often each term paid, by name.</summary>
    public Dictionary<string, int> TimesPaid => environment.Rewards.Select((rule, index) => (rule.Name, timesPaid[index])).ToDictionary(pair => pair.Name, pair => pair.Item2);

    public double Return => View.CumulativeReward;

    public bool IsRunning => View.Status == EpisodeStatus.Running;

    public bool Passed => Grade is { Passed: true };

    public static EpisodeRun Of(Scenario scenario, params ReadOnlySpan<string> actions) => new EpisodeRun(scenario).Take(actions);

    public EpisodeRun Take(params ReadOnlySpan<string> actions)
    {
        foreach (var action in actions)
        {
            Step(action);
        }

        return this;
    }

    public void Step(string action)
    {
        Assert.True(IsRunning, "The episode has ended.");
        var applied = environment.FindOperator(action)!;
        var step = View.Step + 1;
        var result = applied.Apply(new OperatorContext(State, Record.Empty, step, environment.Checks, environment));
        (LastReward, Message, Metrics, Grade) = (0, result.Message, result.Metrics, result.Grade ?? Grade);
        LastTerms.Clear();
        for (var index = 0; index < timesPaid.Length; index++)
        {
            var term = environment.Rewards[index].Evaluate(new Transition(State, result, applied, Record.Empty, step, timesPaid[index]));
            LastReward += term;
            if (term != 0)
            {
                LastTerms.Add(environment.Rewards[index].Name, term);
                timesPaid[index]++;
            }
        }

        var status = result.EndReason is not null ? EpisodeStatus.Terminated : step >= View.MaxSteps ? EpisodeStatus.Truncated : EpisodeStatus.Running;
        View = View with { State = result.State, Status = status, Step = step, CumulativeReward = View.CumulativeReward + LastReward, EndReason = result.EndReason };
    }

    /// <summary>Plays a policy to the episode's end.</summary>
    public EpisodeRun Play(IPolicy policy, ulong seed = 0)
    {
        var run = policy.Start(seed);
        while (IsRunning)
        {
            using var observation = Observe();
            Step(run.Next(observation.RootElement, View.Step)["action"].AsText);
        }

        return this;
    }

    public JsonDocument Observe()
    {
        var json = new JsonBuffer();
        environment.Observer.WriteObservation(new ObservationContext(View, Message, Metrics, false), json);
        return JsonDocument.Parse(json.WrittenMemory.ToArray());
    }

    public double[] Features()
    {
        var features = new double[MedusaFeatures.Names.Length];
        MedusaFeatures.Measure(View, features);
        return features;
    }

    public double Feature(string name) => Features()[MedusaFeatures.Names.IndexOf(name)];

    public Table Table(TableKey key) => State[key];
}

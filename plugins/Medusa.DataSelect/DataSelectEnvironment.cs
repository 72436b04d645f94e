using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect;

/// <summary>The environment <c>dataselect</c>, version 1: the original's numerics with its holes closed.</summary>
public static class DataSelectEnvironment
{
    /// <summary>The definition that the plugin registers.</summary>
    public static EnvironmentDefinition Definition { get; } = new()
    {
        Name = "dataselect",
        Version = "1",
        Title = "DataSelectEnv",
        Description = "Data curation for training: which samples of a noisy pool to buy under a budget so that a classifier becomes good.",
        State = DataSelectState.Schema,
        Seeds = new SeedRule(uint.MaxValue),
        Scenarios = new DataSelectScenarioGenerator(),
        Action = DataSelectActionDescriptor.Descriptor,
        Operators = [new SelectBatchOperator(), new StopOperator()],
        Rewards = [.. BatchRules.All, new ScoreRule()],
        Checks = [new PerformanceCheck(), new NoiseCheck(), new EffortCheck()],
        Observer = new DataSelectObserver(noiseOfNothing: 0),
        Tables = DataSelectTables.All,
        Inspector = new DataSelectInspector(),
        Tasks = DataSelectTasks.All,
        Policies = DataSelectPolicies.All,
        BaselinePolicy = DataSelectPolicies.Baseline,
        ScoreWithoutTask = static episode => DataSelectTasks.Grade(episode.State.Get(DataSelectState.Difficulty), episode.State).Score,
    };
}

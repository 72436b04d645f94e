using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect.V0;

/// <summary>The environment <c>dataselect-v0</c>: the Python original step for step, its holes included. For training, take version 1, which closes them.</summary>
public static class DataSelectV0Environment
{
    /// <summary>The definition.</summary>
    public static EnvironmentDefinition Definition { get; } = new()
    {
        Name = "dataselect-v0",
        Version = "0",
        Title = "DataSelectEnv v0",
        Description = "The original DataSelectEnv, replayed exactly: select training data from a noisy pool under a budget.",
        State = DataSelectState.Schema,
        Seeds = new V0SeedRule(),
        Scenarios = new V0ScenarioGenerator(),
        Action = V0Actions.Descriptor,
        Operators = [new V0SelectBatch(), new V0Stop()],
        Rewards = V0Rules.All,
        Checks = [new PerformanceCheck(), new NoiseCheck()],
        Observer = new DataSelectObserver(noiseOfNothing: double.NaN),
        Tables = DataSelectTables.All,
        Inspector = new DataSelectInspector(),
        Tasks = V0Tasks.All,
        Policies = DataSelectPolicies.All,
        BaselinePolicy = DataSelectPolicies.Baseline,
        ScoreWithoutTask = static episode => Verdict.Of(episode.State.Get(DataSelectState.Difficulty), episode.State).Score,
    };
}

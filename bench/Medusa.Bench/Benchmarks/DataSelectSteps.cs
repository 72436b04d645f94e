using Medusa.Bench.Measuring;
using Medusa.DataSelect;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Bench.Benchmarks;

/// <summary>DataSelect on one thread: balanced batches of ten through the fold, and the same with each observation encoded and each state digested.</summary>
internal sealed class DataSelectSteps : IBenchmark
{
    private const int Scenarios = 64;
    private static readonly EnvironmentDefinition Environment = DataSelectEnvironment.Definition;
    private static readonly Record Arguments = Record.Of(
        ("batch_size", 10),
        ("strategy_weights", Record.Of(("uncertainty", 0.4), ("diversity", 0.4), ("random", 0.2))));

    public string Name => "dataselect-steps";

    public string Description => "DataSelectEnv: balanced batches of ten on one thread, episodes of the easy configuration (15 steps)";

    public Task<IReadOnlyList<Sample>> RunAsync()
    {
        var options = Record.Of([.. Environment.Scenarios.Options.Fields.Select(field => (field.Name, field.Default))]);
        var shared = Enumerable.Range(0, Scenarios).Select(seed => (Seed: Seed.Of(seed), Scenario: Environment.Scenarios.Generate(new ScenarioRequest(Seed.Of(seed), options, true)))).ToArray();
        var bare = Rounds.Rate("the bare fold", "steps/s", () => shared.Sum(each => Run(each.Seed, each.Scenario, null)));
        var json = new JsonBuffer();
        var encoded = Rounds.Rate("the same, each observation encoded and each state digested", "steps/s", () => shared.Sum(each => Run(each.Seed, each.Scenario, json)));
        var next = 0;
        var resets = Rounds.Rate("new pools generated", "resets/s", () =>
        {
            for (var count = 0; count < 50; count++)
            {
                Environment.Scenarios.Generate(new ScenarioRequest(Seed.Of(next++), options, true));
            }

            return 50;
        });
        return Task.FromResult<IReadOnlyList<Sample>>([bare, encoded, resets, Memory(shared)]);
    }

    /// <summary>What an episode holds after five batches beside its scenario, which is shared.</summary>
    private static Sample Memory((Seed Seed, Scenario Scenario)[] shared)
    {
        var rounds = new double[3];
        for (var round = 0; round < rounds.Length; round++)
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var moments = new Moment[2_000];
            for (var index = 0; index < moments.Length; index++)
            {
                var (seed, scenario) = shared[index % shared.Length];
                var moment = EpisodeFold.Start(Environment, scenario, seed, task: null, label: null);
                for (var step = 0; step < 5; step++)
                {
                    moment = EpisodeFold.Advance(Environment, moment, Environment.Operators[0], Arguments);
                }

                _ = moment.View.State.Digest;
                moments[index] = moment;
            }

            rounds[round] = (double)(GC.GetTotalMemory(forceFullCollection: true) - before) / moments.Length;
            GC.KeepAlive(moments);
        }

        return new Sample("an episode after five batches, beside its scenario", "bytes", rounds);
    }

    private static int Run(Seed seed, Scenario scenario, JsonBuffer? json)
    {
        var select = Environment.Operators[0];
        var moment = EpisodeFold.Start(Environment, scenario, seed, task: null, label: null);
        while (moment.IsRunning)
        {
            moment = EpisodeFold.Advance(Environment, moment, select, Arguments, out var result);
            if (json is not null)
            {
                json.Clear();
                Environment.Observer.WriteObservation(new ObservationContext(moment.View, result.Message, result.Metrics, IsEcho: false), json);
                _ = moment.View.State.Digest;
            }
        }

        return moment.View.Step;
    }
}

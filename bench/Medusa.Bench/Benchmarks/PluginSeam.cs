using Medusa.Bench.Measuring;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;
using Medusa.Operators.Default;

namespace Medusa.Bench.Benchmarks;

/// <summary>
/// What a call of plugin code costs because it is a plugin's: the happy path through the fold on one thread, once with the environment compiled in and once with the
/// same environment loaded from its folder into a collectible context. A step calls one operator and eight reward rules.
/// </summary>
internal sealed class PluginSeam : IBenchmark
{
    private const int CallsAStep = 9;

    public string Name => "seam";

    public string Description => "MEDUSA: nanoseconds a call of plugin code in the bare fold, compiled in and loaded from a folder";

    public Task<IReadOnlyList<Sample>> RunAsync()
    {
        var loaded = PluginLoader.Load(Path.Combine(AppContext.BaseDirectory, "plugins", "medusa"));
        var plugin = loaded.Environments.Single(environment => environment.Definition.Name == "medusa").Definition;
        var direct = Nanoseconds("compiled in", MedusaEnvironment.Definition);
        var through = Nanoseconds("loaded from a folder", plugin);
        var difference = new Sample("difference", "ns/call", [.. direct.Rounds.Zip(through.Rounds, static (left, right) => right - left)]);
        return Task.FromResult<IReadOnlyList<Sample>>([direct, through, difference]);
    }

    private static Sample Nanoseconds(string name, EnvironmentDefinition environment)
    {
        var scenarios = Enumerable.Range(0, 64).Select(seed => (Seed: Seed.Of(seed), Scenario: HappyPath.Scenario(environment, seed))).ToArray();
        var operators = HappyPath.Actions.Select(action => environment.FindOperator(action)!).ToArray();
        var rate = Rounds.Rate(name, "steps/s", () =>
        {
            foreach (var (seed, scenario) in scenarios)
            {
                var moment = EpisodeFold.Start(environment, scenario, seed, task: null, label: null);
                foreach (var applied in operators)
                {
                    moment = EpisodeFold.Advance(environment, moment, applied, Record.Empty);
                }
            }

            return scenarios.Length * operators.Length;
        });
        return new Sample(name, "ns/call", [.. rate.Rounds.Select(static steps => 1e9 / steps / CallsAStep)]);
    }
}

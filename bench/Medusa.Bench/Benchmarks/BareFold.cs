using Medusa.Bench.Measuring;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Bench.Benchmarks;

/// <summary>
/// The fold alone on one thread: operator, reward rules, end; nothing is encoded, digested or journaled. Once over scenarios that other episodes have gone
/// through before (what they derived from the shared tables is remembered), once over scenarios that nobody has touched (generated outside the time).
/// </summary>
internal sealed class BareFold(EnvironmentDefinition environment) : IBenchmark
{
    private readonly IOperator[] operators = [.. HappyPath.Actions.Select(action => environment.FindOperator(action)!)];

    public string Name => $"fold-{environment.Name}";

    public string Description => $"{environment.Title}: happy-path steps/s of the bare fold on one thread, 200 × 150 rows";

    public Task<IReadOnlyList<Sample>> RunAsync()
    {
        var shared = Enumerable.Range(0, 64).Select(seed => (Seed.Of(seed), HappyPath.Scenario(environment, seed))).ToArray();
        var warm = Rounds.Rate("scenarios shared with earlier episodes", "steps/s", () =>
        {
            foreach (var (seed, scenario) in shared)
            {
                Run(seed, scenario);
            }

            return shared.Length * operators.Length;
        });

        var json = new JsonBuffer();
        var encoded = Rounds.Rate("the same, each observation encoded and each state digested", "steps/s", () =>
        {
            foreach (var (seed, scenario) in shared)
            {
                Run(seed, scenario, json);
            }

            return shared.Length * operators.Length;
        });

        var next = 1_000;
        const int batch = 500;
        var seconds = Rounds.Seconds(
            Rounds.Count,
            () => Enumerable.Range(0, batch).Select(_ => (Seed.Of(next), HappyPath.Scenario(environment, next++))).ToArray(),
            fresh =>
            {
                foreach (var (seed, scenario) in fresh)
                {
                    Run(seed, scenario);
                }

                return fresh.Length;
            });
        var cold = new Sample("scenarios never used before", "steps/s", [.. seconds.Select(value => batch * operators.Length / value)]);
        return Task.FromResult<IReadOnlyList<Sample>>([warm, encoded, cold]);
    }

    private void Run(Seed seed, Scenario scenario, JsonBuffer? json = null)
    {
        var moment = EpisodeFold.Start(environment, scenario, seed, task: null, label: null);
        foreach (var applied in operators)
        {
            moment = EpisodeFold.Advance(environment, moment, applied, Record.Empty, out var result);
            if (json is not null)
            {
                json.Clear();
                environment.Observer.WriteObservation(new ObservationContext(moment.View, result.Message, result.Metrics, IsEcho: false), json);
                _ = moment.View.State.Digest;
            }
        }
    }
}

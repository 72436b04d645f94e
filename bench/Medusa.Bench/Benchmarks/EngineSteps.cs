using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Medusa.Bench.Measuring;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Bench.Benchmarks;

/// <summary>
/// The happy path through the engine's public interface on one thread: mailbox, validation, fold, reward, observation encoded, state digested, event journaled
/// in memory. Creation of the episode (one in nine calls) is inside the time and not among the steps.
/// </summary>
internal sealed class EngineSteps(EnvironmentDefinition environment) : IBenchmark
{
    public string Name => $"engine-{environment.Name}";

    public string Description => $"{environment.Title}: happy-path steps/s through the embedded engine on one thread, observation encoded and state digested, scenario in the cache";

    public async Task<IReadOnlyList<Sample>> RunAsync()
    {
        var actions = HappyPath.Actions.Select(action => JsonDocument.Parse($$"""{"action":"{{action}}"}""").RootElement).ToArray();
        var seeds = Enumerable.Range(0, 64).Select(seed => JsonDocument.Parse($"{seed}").RootElement).ToArray();
        var samples = new List<Sample>();
        foreach (var retained in (int[])[1_000, 100_000])
        {
            await using var engine = BenchEngine.Start(environment, options => options.MaxRetainedEpisodes = retained);
            var next = 0;
            var (start, paused) = (Stopwatch.GetTimestamp(), GC.GetTotalPauseDuration());
            samples.Add(Rounds.Rate(string.Create(CultureInfo.InvariantCulture, $"full step, {retained:N0} episodes retained"), "steps/s", () =>
            {
                for (var episode = 0; episode < 100; episode++)
                {
                    Run(engine, seeds[next++ % seeds.Length], actions);
                }

                return 100 * actions.Length;
            }));
            samples.Add(new Sample("share of that time paused for garbage collection", "%", [(GC.GetTotalPauseDuration() - paused) / Stopwatch.GetElapsedTime(start) * 100]));
        }

        return samples;
    }

    private void Run(IEpisodeEngine engine, JsonElement seed, JsonElement[] actions)
    {
        var id = EpisodeId.New();
        BenchEngine.Completed(engine.CreateAsync(new CreateEpisode(Owner.Anonymous, id, environment.Name) { Seed = seed }));
        foreach (var action in actions)
        {
            BenchEngine.Completed(engine.StepAsync(new StepEpisode(Owner.Anonymous, id, action)));
        }

        BenchEngine.Completed(engine.CloseAsync(new CloseEpisode(Owner.Anonymous, id, "bench")));
    }
}

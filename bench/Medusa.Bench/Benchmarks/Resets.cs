using System.Text.Json;
using Medusa.Bench.Measuring;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Bench.Benchmarks;

/// <summary>Creations through the engine on one thread: of a scenario that is in the cache, and with a seed never seen before.</summary>
internal sealed class Resets(EnvironmentDefinition environment) : IBenchmark
{
    public string Name => $"resets-{environment.Name}";

    public string Description => $"{environment.Title}: episodes created a second through the embedded engine on one thread, first observation encoded and state digested, each closed at once";

    public async Task<IReadOnlyList<Sample>> RunAsync()
    {
        await using var engine = BenchEngine.Start(environment);
        var cached = Enumerable.Range(0, 64).Select(seed => JsonDocument.Parse($"{seed}").RootElement).ToArray();
        long next = 1_000_000;
        return
        [
            Rounds.Rate("scenario in the cache", "resets/s", () => Create(engine, index => cached[index % cached.Length], 1000)),
            Rounds.Rate("seed never seen", "resets/s", () => Create(engine, _ => JsonDocument.Parse($"{next++}").RootElement, 100)),
        ];
    }

    private long Create(IEpisodeEngine engine, Func<int, JsonElement> seed, int count)
    {
        for (var index = 0; index < count; index++)
        {
            var id = EpisodeId.New();
            BenchEngine.Completed(engine.CreateAsync(new CreateEpisode(Owner.Anonymous, id, environment.Name) { Seed = seed(index) }));
            BenchEngine.Completed(engine.CloseAsync(new CloseEpisode(Owner.Anonymous, id, "bench")));
        }

        return count;
    }
}

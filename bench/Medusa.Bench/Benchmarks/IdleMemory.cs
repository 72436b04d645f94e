using System.Text.Json;
using Medusa.Bench.Measuring;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Bench.Benchmarks;

/// <summary>
/// Managed bytes of a live episode that waits after its fifth step, over scenarios that all share. The journal's part is what is left after every episode was
/// passivated; the difference is the live episode's own.
/// </summary>
internal sealed class IdleMemory(EnvironmentDefinition environment) : IBenchmark
{
    private const int Episodes = 10_000;
    private const int Steps = 5;

    public string Name => $"memory-{environment.Name}";

    public string Description => $"{environment.Title}: bytes a live idle episode after {Steps} steps, {Episodes:N0} episodes over 64 shared scenarios";

    public async Task<IReadOnlyList<Sample>> RunAsync()
    {
        var (live, journal) = (new double[3], new double[3]);
        var engines = new List<EmbeddedEngine>();
        for (var round = 0; round < live.Length; round++)
        {
            // All are kept to the end, so that no round is credited with what an earlier one frees.
            engines.Add(BenchEngine.Start(environment, options => options.IdleTimeout = TimeSpan.FromSeconds(10)));
            (live[round], journal[round]) = await MeasureAsync(engines[^1]);
        }

        foreach (var engine in engines)
        {
            await engine.DisposeAsync();
        }

        return [new Sample("live episode, beside scenario and journal", "bytes", live), new Sample("its events in the memory journal", "bytes", journal)];
    }

    private static long Used()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private async Task<(double Live, double Journal)> MeasureAsync(EmbeddedEngine engine)
    {
        var actions = HappyPath.Actions.Take(Steps).Select(action => JsonDocument.Parse($$"""{"action":"{{action}}"}""").RootElement).ToArray();
        Play(engine, 64, actions);
        var before = Used();
        Play(engine, Episodes, actions);
        var after = Used();
        while (engine.LiveEpisodes > 0)
        {
            await Task.Delay(250);
        }

        var passivated = Used();
        return ((double)(after - passivated) / (Episodes + 64), (double)(passivated - before) / Episodes);
    }

    private void Play(EmbeddedEngine engine, int episodes, JsonElement[] actions)
    {
        for (var episode = 0; episode < episodes; episode++)
        {
            var id = EpisodeId.New();
            using var seed = JsonDocument.Parse($"{episode % 64}");
            BenchEngine.Completed(engine.CreateAsync(new CreateEpisode(Owner.Anonymous, id, environment.Name) { Seed = seed.RootElement }));
            foreach (var action in actions)
            {
                BenchEngine.Completed(engine.StepAsync(new StepEpisode(Owner.Anonymous, id, action)));
            }
        }
    }
}

using System.Diagnostics;
using System.Text.Json;
using Medusa.Actors;
using Medusa.Bench.Benchmarks;
using Medusa.Bench.Measuring;
using Medusa.Episodes;

namespace Medusa.Cluster.Bench;

/// <summary>The memory of a node with 100,000 live episodes, each an actor that waits after its fifth step, over scenarios that 64 of them share.</summary>
internal sealed class IdleActors : IBenchmark
{
    private const int Episodes = 100_000;
    private const int Steps = 5;

    public string Name => "idle-actors";

    public string Description => $"memory of a node with {Episodes:N0} live episodes after {Steps} steps, 64 shared scenarios, their events in the memory journal included";

    public async Task<IReadOnlyList<Sample>> RunAsync()
    {
        await using var engine = await Engines.StartAsync(new ClusterOptions(), new EpisodesOptions { MaxLiveEpisodes = 200_000, MaxRetainedEpisodes = 200_000 });
        await Engines.ReadyAsync(engine);
        await PlayAsync(engine, 64);
        var before = Used();
        await PlayAsync(engine, Episodes);
        var (heap, process) = (Used(), Process.GetCurrentProcess().WorkingSet64);
        if (engine.LiveEpisodes < Episodes)
        {
            throw new InvalidOperationException($"Only {engine.LiveEpisodes} episodes are live.");
        }

        return
        [
            new Sample("the whole process's working set", "MiB", [process / 1048576.0]),
            new Sample("managed heap", "MiB", [heap / 1048576.0]),
            new Sample("an episode with its actor and its events", "bytes", [(double)(heap - before) / Episodes]),
        ];
    }

    private static long Used()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static async Task PlayAsync(AkkaEngine engine, int episodes)
    {
        JsonElement[] actions = [.. HappyPath.Actions.Take(Steps).Select(action => JsonElement.Parse($$"""{"action":"{{action}}"}"""))];
        await Parallel.ForAsync(0, episodes, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (episode, _) =>
        {
            var id = EpisodeId.New();
            Check(await engine.CreateAsync(new CreateEpisode(Owner.Anonymous, id, "medusa") { Seed = JsonElement.Parse($"{episode % 64}") }, CancellationToken.None));
            foreach (var action in actions)
            {
                Check(await engine.StepAsync(new StepEpisode(Owner.Anonymous, id, action), CancellationToken.None));
            }
        });
    }

    private static void Check(EpisodeReply reply)
    {
        if (reply.Problem is { } problem)
        {
            throw new InvalidOperationException($"{problem.Code}: {problem.Detail}");
        }
    }
}

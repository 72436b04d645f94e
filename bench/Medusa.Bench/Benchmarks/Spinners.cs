using System.Diagnostics;
using System.Text.Json;
using Medusa.Bench.Measuring;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;
using Medusa.Operators.Default;

namespace Medusa.Bench.Benchmarks;

/// <summary>What a plugin that spins costs others: latencies of one episode's steps while no, one or two episodes of another environment spin on a worker each.</summary>
internal sealed class Spinners : IBenchmark
{
    private const int Steps = 20_000;

    public string Name => "spinner";

    public string Description => "MEDUSA: microseconds a step of one episode after the other while others spin (2 workers, budget 10 s)";

    public async Task<IReadOnlyList<Sample>> RunAsync()
    {
        var samples = new List<Sample>();
        for (var spinning = 0; spinning <= 2; spinning++)
        {
            var rounds = new List<double[]>();
            for (var round = 0; round < 3; round++)
            {
                rounds.Add(await MeasureAsync(spinning));
            }

            samples.Add(new Sample($"{spinning} spinning, median", "µs", [.. rounds.Select(static latencies => latencies[latencies.Length / 2])]));
            samples.Add(new Sample($"{spinning} spinning, 99th percentile", "µs", [.. rounds.Select(static latencies => latencies[latencies.Length * 99 / 100])]));
        }

        return samples;
    }

    private static async Task<double[]> MeasureAsync(int spinning)
    {
        using var end = new CancellationTokenSource();
        var medusa = MedusaEnvironment.Definition;
        var spinner = new EnvironmentDefinition
        {
            Name = "spinner",
            Version = "1",
            Title = "Spinner",
            Description = "Spins.",
            State = medusa.State,
            Scenarios = medusa.Scenarios,
            Action = medusa.Action,
            Operators = [new Spin(end.Token)],
            Rewards = [],
            Checks = [],
            Observer = medusa.Observer,
        };
        var options = new EpisodesOptions { Workers = 2 + spinning, StepBudget = TimeSpan.FromSeconds(10) };
        var provenance = new PluginProvenance("bench", "0.0.0", new string('0', 64));
        await using var engine = new EmbeddedEngine(
            new EnvironmentCatalogue([new LoadedEnvironment(medusa, provenance), new LoadedEnvironment(spinner, provenance)]),
            new MemoryJournal(options.MaxRetainedEpisodes), options, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<EmbeddedEngine>.Instance);
        var held = new List<Task>();
        for (var index = 0; index < spinning; index++)
        {
            var id = EpisodeId.New();
            await engine.CreateAsync(new CreateEpisode(Owner.Anonymous, id, "spinner"));
            held.Add(engine.StepAsync(new StepEpisode(Owner.Anonymous, id, Action("SYNC_CHECK"))).AsTask());
        }

        var latencies = await StepAsync(engine);
        await end.CancelAsync();
        await Task.WhenAll(held);
        return latencies;
    }

    private static async Task<double[]> StepAsync(EmbeddedEngine engine)
    {
        var actions = HappyPath.Actions.Select(Action).ToArray();
        var latencies = new List<double>(Steps);
        while (latencies.Count < Steps)
        {
            var id = EpisodeId.New();
            await engine.CreateAsync(new CreateEpisode(Owner.Anonymous, id, "medusa") { Seed = Json("1") });
            foreach (var action in actions)
            {
                var start = Stopwatch.GetTimestamp();
                await engine.StepAsync(new StepEpisode(Owner.Anonymous, id, action));
                latencies.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            }
        }

        latencies.Sort();
        return [.. latencies];
    }

    private static JsonElement Action(string name) => Json($$"""{"action":"{{name}}"}""");

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private sealed class Spin(CancellationToken end) : IOperator
    {
        public string Name => "SYNC_CHECK";

        public string Description => "Spins.";

        public OperatorResult Apply(in OperatorContext context)
        {
            while (!end.IsCancellationRequested && !context.Cancellation.IsCancellationRequested)
            {
            }

            return new OperatorResult(context.State, "done", Record.Empty);
        }
    }
}

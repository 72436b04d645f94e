using System.Diagnostics;
using System.Text.Json;
using Medusa.Bench.Measuring;
using Medusa.Durability.Servers;
using Medusa.Episodes;
using Medusa.Journals.PostgreSql;
using Medusa.Journals.Sqlite;
using Medusa.Operators.Abstractions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Medusa.Bench.Benchmarks;

/// <summary>
/// How fast episodes of eight steps come back: an engine that knows none of them is asked for the state of each, over a journal that another engine wrote. With cached
/// scenarios 64 seeds are shared by all; cold, each episode has a seed of its own and nothing is kept.
/// </summary>
internal sealed class Recovery(EnvironmentDefinition environment) : IBenchmark
{
    private const int Episodes = 4_000;
    private const int SharedSeeds = 64;
    private const int Rounds = 5;
    private const int AtOnce = 16;

    public string Name => $"recovery-{environment.Name}";

    public string Description => $"{environment.Title}: episodes of eight steps that come back from the journal a second, {AtOnce} asked for at once";

    public async Task<IReadOnlyList<Sample>> RunAsync()
    {
        using var folder = new TemporaryFolder("bench");
        using var postgres = await PostgresServer.StartAsync();
        var connection = postgres.ConnectionString(await postgres.CreateDatabaseAsync());
        var samples = new List<Sample>();
        foreach (var (name, seeds) in new[] { ("cached scenarios", SharedSeeds), ("cold", Episodes) })
        {
            var memory = new MemoryJournal(1_000_000);
            samples.AddRange(await MeasureAsync($"memory, {name}", memory, seeds));
            await using (var sqlite = SqliteJournal.Open(new SqliteJournalOptions { Path = folder.File($"{seeds}.db") }, TimeProvider.System))
            {
                samples.AddRange(await MeasureAsync($"SQLite, {name}", sqlite, seeds));
            }

            await using var shared = await PostgresJournal.OpenAsync(new PostgresJournalOptions { ConnectionString = connection, Shared = false }, TimeProvider.System);
            samples.AddRange(await MeasureAsync($"PostgreSQL, {name}", shared, seeds));
        }

        return samples;
    }

    private async Task<Sample[]> MeasureAsync(string name, IEpisodeJournal journal, int seeds)
    {
        var ids = await PlayAsync(journal, seeds);
        var (rates, processor) = (new double[Rounds], new double[Rounds]);
        using var process = Process.GetCurrentProcess();
        for (var round = -1; round < Rounds; round++)
        {
            await using var engine = Engine(journal, seeds);
            if (seeds < Episodes)
            {
                await ReadAsync(engine, ids[..(seeds * 2)]);
            }

            process.Refresh();
            var (start, used) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
            await ReadAsync(engine, ids);
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            process.Refresh();
            if (round >= 0)
            {
                rates[round] = ids.Length / seconds;
                processor[round] = (process.TotalProcessorTime - used).TotalMicroseconds / ids.Length;
            }
        }

        return [new Sample(name, "episodes/s", rates), new Sample($"{name}: processor time each", "µs", processor)];
    }

    private async Task<EpisodeId[]> PlayAsync(IEpisodeJournal journal, int seeds)
    {
        var actions = HappyPath.Actions.Select(action => JsonDocument.Parse($$"""{"action":"{{action}}"}""").RootElement).ToArray();
        await using var engine = Engine(journal, seeds);
        var ids = Enumerable.Range(0, Episodes).Select(_ => EpisodeId.New()).ToArray();
        await Parallel.ForEachAsync(ids.Index(), new ParallelOptions { MaxDegreeOfParallelism = 256 }, async (episode, cancellation) =>
        {
            using var seed = JsonDocument.Parse($"{episode.Index % seeds}");
            var created = await engine.CreateAsync(new CreateEpisode(Owner.Anonymous, episode.Item, environment.Name) { Seed = seed.RootElement }, cancellation);
            Check(created);
            foreach (var action in actions)
            {
                Check(await engine.StepAsync(new StepEpisode(Owner.Anonymous, episode.Item, action), cancellation));
            }
        });
        return ids;
    }

    private static Task ReadAsync(IEpisodeEngine engine, EpisodeId[] ids) => Parallel.ForEachAsync(
        ids, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (id, cancellation) =>
            Check(await engine.QueryAsync(new QueryEpisode(Owner.Anonymous, id, EpisodeQueryKind.State), cancellation)));

    private static void Check(EpisodeReply reply)
    {
        if (reply.Problem is { } problem)
        {
            throw new InvalidOperationException($"{problem.Code}: {problem.Detail}");
        }
    }

    private EmbeddedEngine Engine(IEpisodeJournal journal, int seeds)
    {
        var options = new EpisodesOptions { ScenarioCacheEntries = seeds < Episodes ? 1_024 : 0 };
        var catalogue = new EnvironmentCatalogue([new LoadedEnvironment(environment, new PluginProvenance("medusa", "0.0.0", new string('0', 64)))]);
        return new EmbeddedEngine(catalogue, journal, options, TimeProvider.System, NullLogger<EmbeddedEngine>.Instance);
    }
}

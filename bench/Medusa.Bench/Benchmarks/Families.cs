using System.Text.Json;
using Medusa.Bench.Measuring;
using Medusa.Durability.Servers;
using Medusa.Episodes;
using Medusa.Journals.Sqlite;
using Medusa.Operators.Abstractions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Medusa.Bench.Benchmarks;

/// <summary>
/// What copies cost: a fork of an episode in memory, through the engine and as the bare copy of its moment, and a group of 1,024, over a SQLite journal that holds the
/// answers. The Python original keeps 147 KiB for each environment.
/// </summary>
internal sealed class Families(EnvironmentDefinition environment) : IBenchmark
{
    private const int Members = 1_024;
    private const double OriginalBytes = 147 * 1_024;

    public string Name => $"families-{environment.Name}";

    public string Description => $"{environment.Title}: time and managed bytes of forks and of a group of {Members:N0}, SQLite journal";

    public async Task<IReadOnlyList<Sample>> RunAsync()
    {
        using var folder = new TemporaryFolder("bench");
        await using var sqlite = SqliteJournal.Open(new SqliteJournalOptions { Path = folder.File("medusa.db") }, TimeProvider.System);
        var (forkBytes, groupBytes) = (new double[5], new double[5]);
        for (var round = 0; round < forkBytes.Length; round++)
        {
            forkBytes[round] = await BytesOfForksAsync(sqlite);
            groupBytes[round] = await BytesOfGroupAsync(sqlite);
        }

        return
        [
            await TimeOfForkAsync("a fork through the engine, memory journal, 1,024 at once", new MemoryJournal(2_000_000)),
            await TimeOfForkAsync("a fork through the engine, SQLite journal, 1,024 at once", sqlite),
            new Sample("a fork in memory", "bytes", forkBytes),
            new Sample("a member of a group in memory", "bytes", groupBytes),
            new Sample("the original's environment ÷ a member of a group", "ratio", [.. groupBytes.Select(bytes => OriginalBytes / bytes)]),
        ];
    }

    private async Task<Sample> TimeOfForkAsync(string name, IEpisodeJournal journal)
    {
        await using var engine = Engine(journal);
        var parent = await PlayedAsync(engine);
        return new Sample(name, "µs", [.. Rounds.Rate(name, "forks/s", () =>
        {
            Check(engine.ForkAsync(new ForkEpisode(Owner.Anonymous, parent) { Count = Members }).AsTask().GetAwaiter().GetResult());
            return Members;
        }).Rounds.Select(rate => 1e6 / rate)]);
    }

    private async Task<double> BytesOfForksAsync(IEpisodeJournal journal)
    {
        await using var engine = Engine(journal);
        var parent = await PlayedAsync(engine);
        Check(await engine.ForkAsync(new ForkEpisode(Owner.Anonymous, parent) { Count = Members }));
        var before = Used();
        Check(await engine.ForkAsync(new ForkEpisode(Owner.Anonymous, parent) { Count = Members }));
        Check(await engine.ForkAsync(new ForkEpisode(Owner.Anonymous, parent) { Count = Members }));
        return (Used() - before) / (2.0 * Members);
    }

    private async Task<double> BytesOfGroupAsync(IEpisodeJournal journal)
    {
        await using var engine = Engine(journal);
        await CreateGroupAsync(engine);
        var before = Used();
        await CreateGroupAsync(engine);
        return (Used() - before) / (double)Members;
    }

    private async Task CreateGroupAsync(EmbeddedEngine engine)
    {
        using var seed = JsonDocument.Parse("7");
        Check(await engine.CreateAsync(new CreateEpisode(Owner.Anonymous, EpisodeId.New(), environment.Name) { Seed = seed.RootElement, Count = Members }));
    }

    private async Task<EpisodeId> PlayedAsync(EmbeddedEngine engine)
    {
        var id = EpisodeId.New();
        using var seed = JsonDocument.Parse("7");
        Check(await engine.CreateAsync(new CreateEpisode(Owner.Anonymous, id, environment.Name) { Seed = seed.RootElement }));
        foreach (var action in HappyPath.Actions.Take(5))
        {
            using var json = JsonDocument.Parse($$"""{"action":"{{action}}"}""");
            Check(await engine.StepAsync(new StepEpisode(Owner.Anonymous, id, json.RootElement)));
        }

        return id;
    }

    private static long Used()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static void Check(EpisodeReply reply)
    {
        if (reply.Problem is { } problem)
        {
            throw new InvalidOperationException($"{problem.Code}: {problem.Detail}");
        }
    }

    private EmbeddedEngine Engine(IEpisodeJournal journal)
    {
        var catalogue = new EnvironmentCatalogue([new LoadedEnvironment(environment, new PluginProvenance("medusa", "0.0.0", new string('0', 64)))]);
        return new EmbeddedEngine(catalogue, journal, new EpisodesOptions { MaxLiveEpisodes = 10_000_000 }, TimeProvider.System, NullLogger<EmbeddedEngine>.Instance);
    }
}

using System.Text.Json;
using Medusa.Durability.Tests.Checking;
using Medusa.Durability.Tests.History;
using Medusa.Durability.Tests.Journals;
using Medusa.Durability.Tests.Load;
using Medusa.Durability.Tests.Servers;

namespace Medusa.Durability.Tests;

/// <summary>A policy thinks longer than the server keeps its episode in memory.</summary>
[Collection(AttackedServers.Name)]
public sealed class PassivatedEpisode_should(PostgresOfAllTests postgres)
{
    [Theory]
    [InlineData(JournalKind.Sqlite)]
    [InlineData(JournalKind.PostgreSql)]
    public async Task Go_on_as_if_it_had_stayed_in_memory(JournalKind kind)
    {
        using var journal = await TestedJournal.CreateAsync(kind, postgres);
        using var server = await MedusaProcess.StartAsync(new Dictionary<string, string>(journal.Settings) { ["Medusa__IdleTimeout"] = "00:00:01" });
        var calls = new EpisodeCalls(new CallHistory(), TimeSpan.FromSeconds(20));
        var episodes = new List<SteppedEpisode>();
        for (var i = 0; i < 5; i++)
        {
            episodes.Add(await SteppedEpisode.StartAsync(calls, server.Address, $"idle{i}"));
        }

        for (var round = 0; round < 2; round++)
        {
            await Task.WhenAll(episodes.Select(episode => episode.StepAsync(server.Address, 2)));
            var before = await Task.WhenAll(episodes.Select(episode => episode.ReadAsync(server.Address)));
            await Eventually.HoldsAsync(async () => await InMemoryAsync(server) == 0, TimeSpan.FromSeconds(30), "every episode left the memory");
            Assert.Equal(before, await Task.WhenAll(episodes.Select(episode => episode.ReadAsync(server.Address))));
        }

        await Task.WhenAll(episodes.Select(episode => episode.StepAsync(server.Address)));
        var journaled = await HistoryChecker.AssertKeptAsync(calls.History, journal, atLeast: 30);
        await Verification.AssertAsync(server.Address, journaled);
    }

    private static async Task<int> InMemoryAsync(MedusaProcess server)
    {
        using var cluster = JsonDocument.Parse(await EpisodeCalls.GetAsync(server.Address, "/v1/cluster"));
        return cluster.RootElement.GetProperty("nodes")[0].GetProperty("episodes").GetInt32();
    }
}

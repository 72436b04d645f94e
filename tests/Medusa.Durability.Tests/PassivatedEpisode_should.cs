using System.Text.Json;
using Medusa.Durability.Checking;
using Medusa.Durability.History;
using Medusa.Durability.Journals;
using Medusa.Durability.Load;
using Medusa.Durability.Servers;
using Medusa.Durability.Tests.Servers;

namespace Medusa.Durability.Tests;

/// <summary>A policy thinks longer than the server keeps its episode in memory.</summary>
[Collection(AttackedServers.Name)]
public sealed class PassivatedEpisode_should(PostgresOfAllTests postgres)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly string[] Frames =
    [
        SessionRequests.Reset("", seed: 3), SessionRequests.Step("PREP_KEYS_A"), SessionRequests.State,
        SessionRequests.Step("EXECUTE_JOIN_LEFT"), SessionRequests.Step("COMMIT"), SessionRequests.State,
    ];

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

    [Theory]
    [InlineData(JournalKind.Sqlite)]
    [InlineData(JournalKind.PostgreSql)]
    public async Task Go_on_over_an_OpenEnv_socket_as_if_it_had_stayed_in_memory(JournalKind kind)
    {
        using var journal = await TestedJournal.CreateAsync(kind, postgres);
        using var server = await MedusaProcess.StartAsync(new Dictionary<string, string>(journal.Settings) { ["Medusa__IdleTimeout"] = "00:00:01" });
        using var slow = await SessionSocket.ConnectAsync(server.Address, null, Limit);
        using var slowWithKey = await SessionSocket.ConnectAsync(server.Address, "slow", Limit);
        using var quick = await SessionSocket.ConnectAsync(server.Address, null, Limit);
        var told = new Dictionary<SessionSocket, List<string>> { [slow] = [], [slowWithKey] = [], [quick] = [] };
        foreach (var frame in Frames)
        {
            foreach (var socket in new[] { slow, slowWithKey })
            {
                told[socket].Add(Told(await socket.AskAsync(frame, Limit)));
            }

            await Eventually.HoldsAsync(async () => await InMemoryAsync(server) == 0, TimeSpan.FromSeconds(30), "every episode left the memory");
        }

        foreach (var frame in Frames)
        {
            told[quick].Add(Told(await quick.AskAsync(frame, Limit)));
        }

        Assert.Equal(told[quick], told[slow]);
        Assert.Equal(told[quick], told[slowWithKey]);
        var journaled = await JournalReader.ReadAsync(journal);
        Assert.Equal(3, journaled.Count);
        Assert.Empty(JournalRules.Check(journaled));
        await Verification.AssertAsync(server.Address, journaled);
    }

    /// <summary>What a frame says, without the episode's own id.</summary>
    private static string Told(JsonElement frame)
    {
        var text = frame.GetRawText();
        var id = frame.GetProperty("data").TryGetProperty("metadata", out var metadata) ? metadata.GetProperty("episode_id").GetString() : frame.GetProperty("data").GetProperty("episode_id").GetString();
        return text.Replace(id!, "", StringComparison.Ordinal);
    }

    private static async Task<int> InMemoryAsync(MedusaProcess server)
    {
        using var cluster = JsonDocument.Parse(await EpisodeCalls.GetAsync(server.Address, "/v1/cluster"));
        return cluster.RootElement.GetProperty("nodes")[0].GetProperty("episodes").GetInt32();
    }
}

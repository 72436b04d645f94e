using Medusa.Durability.Checking;
using Medusa.Durability.History;
using Medusa.Durability.Journals;
using Medusa.Durability.Load;
using Medusa.Durability.Servers;
using Medusa.Durability.Tests.Journals;
using Medusa.Durability.Tests.Servers;

namespace Medusa.Durability.Tests;

/// <summary>Somebody or something changes one row of the journal while no server runs.</summary>
[Collection(AttackedServers.Name)]
public sealed class DamagedRow_should(PostgresOfAllTests postgres)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(JournalKind.Sqlite, "digest")]
    [InlineData(JournalKind.Sqlite, "bytes")]
    [InlineData(JournalKind.Sqlite, "half")]
    [InlineData(JournalKind.PostgreSql, "digest")]
    [InlineData(JournalKind.PostgreSql, "bytes")]
    [InlineData(JournalKind.PostgreSql, "half")]
    public async Task Stop_its_own_episode_with_a_typed_error_and_no_other(JournalKind kind, string damage)
    {
        using var journal = await TestedJournal.CreateAsync(kind, postgres);
        using var server = await MedusaProcess.StartAsync(journal.Settings);
        var calls = new EpisodeCalls(new CallHistory(), Limit);
        var episodes = new List<SteppedEpisode>();
        for (var i = 0; i < 4; i++)
        {
            episodes.Add(await SteppedEpisode.StartAsync(calls, server.Address, $"row{i}"));
            await episodes[i].StepAsync(server.Address, 4);
        }

        server.Kill();
        await JournalDamage.DoAsync(journal, episodes[1].Id, step: 2, damage);
        await server.StartAgainAsync();

        AssertTyped(await calls.StepAsync(0, server.Address, episodes[1].Id, "after", 5, "SYNC_CHECK"));
        AssertTyped(await calls.StepAsync(0, server.Address, episodes[1].Id, "row1-2", 2, "SYNC_CHECK"));
        var verified = await EpisodeCalls.PostAsync(server.Address, $"/v1/episodes/{episodes[1].Id}/verify", "", Limit);
        Assert.True(verified is Outcome.Answered answer ? answer.Body.Contains("\"ok\":false", StringComparison.Ordinal) : IsTyped(verified), $"{verified}");
        foreach (var path in new[] { "", "/state", "/log", "/trajectory", "/tables" })
        {
            Assert.NotEqual(500, await Gateways.StatusAsync(server.Address, $"/v1/episodes/{episodes[1].Id}{path}"));
        }

        Assert.Equal(200, await Gateways.StatusAsync(server.Address, "/v1/episodes"));
        Assert.Equal(200, await Gateways.StatusAsync(server.Address, "/ready"));
        foreach (var other in episodes.Where((_, number) => number != 1))
        {
            await other.StepAsync(server.Address);
        }
    }

    [Theory]
    [InlineData(JournalKind.Sqlite, "digest", "state_digest")]
    [InlineData(JournalKind.Sqlite, "reward", "reward")]
    [InlineData(JournalKind.Sqlite, "observation", "observation")]
    [InlineData(JournalKind.PostgreSql, "digest", "state_digest")]
    [InlineData(JournalKind.PostgreSql, "reward", "reward")]
    [InlineData(JournalKind.PostgreSql, "observation", "observation")]
    public async Task Be_found_by_folding_again_where_its_checksum_was_corrected(JournalKind kind, string damage, string differs)
    {
        using var journal = await TestedJournal.CreateAsync(kind, postgres);
        using var server = await MedusaProcess.StartAsync(journal.Settings);
        var calls = new EpisodeCalls(new CallHistory(), Limit);
        var damaged = await SteppedEpisode.StartAsync(calls, server.Address, "damaged");
        var other = await SteppedEpisode.StartAsync(calls, server.Address, "other");
        await damaged.StepAsync(server.Address, 4);
        await other.StepAsync(server.Address, 4);
        server.Kill();
        await JournalDamage.DoAsync(journal, damaged.Id, step: 2, damage, correctChecksum: true);
        await server.StartAgainAsync();

        var verified = Assert.IsType<Outcome.Answered>(await VerifyAsync(server, damaged));
        Assert.Equal($$"""{"ok":false,"steps":4,"first_divergence":2,"differs":"{{differs}}"}""", verified.Body);
        Assert.Equal("""{"ok":true,"steps":4}""", Assert.IsType<Outcome.Answered>(await VerifyAsync(server, other)).Body);
        if (damage == "digest")
        {
            Refusals.AssertConflict(await calls.StepAsync(0, server.Address, damaged.Id, "after", 5, "SYNC_CHECK"), "replay_diverged");
        }

        await other.StepAsync(server.Address);
    }

    private static Task<Outcome> VerifyAsync(MedusaProcess server, SteppedEpisode episode) => EpisodeCalls.PostAsync(server.Address, $"/v1/episodes/{episode.Id}/verify", "", Limit);

    private static void AssertTyped(Outcome outcome) => Assert.True(IsTyped(outcome), $"Not refused with a type: {outcome}");

    private static bool IsTyped(Outcome outcome) => outcome is Outcome.Refused { Status: 409 or 503, Code.Length: > 0 };
}

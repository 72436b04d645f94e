using Medusa.Durability.Checking;
using Medusa.Durability.Journals;
using Medusa.Durability.Load;
using Medusa.Durability.Servers;
using Medusa.Durability.Tests.Servers;
using Xunit.Abstractions;

namespace Medusa.Durability.Tests;

/// <summary><c>kill -9</c> in the middle of a load, again and again.</summary>
[Collection(AttackedServers.Name)]
public sealed class KilledServer_should(PostgresOfAllTests postgres, ITestOutputHelper output)
{
    [Theory]
    [InlineData(JournalKind.Sqlite, LoadKind.Episodes)]
    [InlineData(JournalKind.Sqlite, LoadKind.Families)]
    [InlineData(JournalKind.Sqlite, LoadKind.Sessions)]
    [InlineData(JournalKind.PostgreSql, LoadKind.Episodes)]
    [InlineData(JournalKind.PostgreSql, LoadKind.Families)]
    [InlineData(JournalKind.PostgreSql, LoadKind.Sessions)]
    public async Task Lose_nothing_that_it_acknowledged_and_do_nothing_twice(JournalKind kind, LoadKind kindOfLoad)
    {
        using var journal = await TestedJournal.CreateAsync(kind, postgres);
        using var server = await MedusaProcess.StartAsync(journal.Settings);
        await using var load = RunningLoad.Start(LoadPlan.On(server.Address) with { Kind = kindOfLoad });

        for (var kill = 0; kill < Soak.Kills; kill++)
        {
            await load.IsServedAsync(20, TimeSpan.FromSeconds(30));
            await load.GoesOnAsync(TimeSpan.FromMilliseconds(Random.Shared.Next(1500)));
            // What was acknowledged before it was safe is lost where the end comes right after the acknowledgement.
            await load.History.AtNextAnswerAsync(server.SendKill, TimeSpan.FromSeconds(30));
            server.Kill();
            await server.StartAgainAsync();
        }

        await load.IsServedAsync(20, TimeSpan.FromSeconds(30));
        await load.StopAsync();
        output.WriteLine(load.History.Summary());
        await server.StopAsync();
        await server.StartAgainAsync();
        var episodes = await HistoryChecker.AssertKeptAsync(load.History, journal);
        await Verification.AssertAsync(server.Address, episodes);
    }
}

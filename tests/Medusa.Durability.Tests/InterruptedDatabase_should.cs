using Medusa.Durability.Checking;
using Medusa.Durability.History;
using Medusa.Durability.Journals;
using Medusa.Durability.Load;
using Medusa.Durability.Servers;
using Medusa.Durability.Tests.Servers;
using Xunit.Abstractions;

namespace Medusa.Durability.Tests;

/// <summary>PostgreSQL goes away and comes back under load.</summary>
[Collection(AttackedServers.Name)]
public sealed class InterruptedDatabase_should(PostgresOfAllTests postgres, ITestOutputHelper output)
{
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stop_acknowledgements_while_it_is_away_and_nothing_else(bool immediately)
    {
        var database = await postgres.StartedAsync();
        using var journal = await PostgreSqlJournal.CreateAsync(database);
        using var server = await MedusaProcess.StartAsync(journal.Settings);
        await using var load = RunningLoad.Start(LoadPlan.On(server.Address));
        await load.IsServedAsync(50, Recovery);
        await using var watch = new HealthWatch(server);

        await (immediately ? database.StopImmediatelyAsync() : database.StopFastAsync());
        var stopped = load.History.Now;
        await load.GoesOnAsync(Soak.Outage);
        var ended = load.History.Now;
        await database.StartAgainAsync();
        await server.BecomesReadyAsync(Recovery);
        await load.IsServedAsync(50, Recovery);
        await load.StopAsync();
        output.WriteLine(load.History.Summary());

        var during = load.History.Calls.Where(call => call.Started > stopped && call.Ended < ended).ToArray();
        Assert.DoesNotContain(during, call => call.Outcome is Outcome.Answered { Replayed: false });
        Assert.Contains(during, call => call.Outcome is Outcome.Refused { Status: 503, Code: "journal_unavailable", SaysWhenToRetry: true });
        Assert.All(watch.Alive, status => Assert.Equal(200, status));
        Assert.Contains(503, watch.Ready);
        var episodes = await HistoryChecker.AssertKeptAsync(load.History, journal);
        await Verification.AssertAsync(server.Address, episodes);
    }

    [Fact]
    public async Task Stop_acknowledgements_while_it_takes_connections_and_does_not_answer()
    {
        var database = await postgres.StartedAsync();
        using var journal = await PostgreSqlJournal.CreateAsync(database);
        using var server = await MedusaProcess.StartAsync(new Dictionary<string, string>(journal.Settings) { ["Medusa__Journal__CommandTimeout"] = "00:00:01" });
        await using var load = RunningLoad.Start(LoadPlan.On(server.Address));
        await load.IsServedAsync(50, Recovery);
        await using var watch = new HealthWatch(server);

        database.Suspend();
        var stopped = load.History.Now;
        try
        {
            await Eventually.HoldsAsync(() => watch.Ready.Contains(503), Recovery, "the server says that it is not ready");
            var asked = await EpisodeCalls.PostAsync(server.Address, "/v1/episodes", EpisodeRequests.Create("while it stands still", seed: 1), TimeSpan.FromSeconds(10));
            Assert.True(asked is Outcome.Refused { Status: 503, Code: "journal_unavailable", SaysWhenToRetry: true }, $"What is known to be away is not waited for: {asked}");
            await load.GoesOnAsync(Soak.Suspension);
        }
        finally
        {
            database.Resume();
        }

        var ended = load.History.Now;
        await server.BecomesReadyAsync(Recovery);
        await load.IsServedAsync(50, Recovery);
        await load.StopAsync();
        output.WriteLine(load.History.Summary());

        // What PostgreSQL sent before it stood still may arrive a little later.
        var during = load.History.Calls.Where(call => call.Started > stopped + TimeSpan.FromSeconds(1) && call.Ended < ended);
        Assert.DoesNotContain(during, call => call.Outcome is Outcome.Answered { Replayed: false });
        Assert.All(watch.Alive, status => Assert.Equal(200, status));
        var episodes = await HistoryChecker.AssertKeptAsync(load.History, journal);
        await Verification.AssertAsync(server.Address, episodes);
    }

    [Theory]
    [InlineData(LoadKind.Episodes)]
    [InlineData(LoadKind.Families)]
    public async Task Lose_nothing_where_its_connections_end_at_random(LoadKind kind)
    {
        var database = await postgres.StartedAsync();
        using var journal = await PostgreSqlJournal.CreateAsync(database);
        using var server = await MedusaProcess.StartAsync(journal.Settings);
        await using var load = RunningLoad.Start(LoadPlan.On(server.Address) with { Kind = kind });
        await load.IsServedAsync(50, Recovery);
        await using var watch = new HealthWatch(server);

        var ended = 0;
        var until = load.History.Now + Soak.Load;
        while (load.History.Now < until)
        {
            ended += await database.TerminateBackendsAsync(journal.Database, share: 0.7);
            await load.GoesOnAsync(TimeSpan.FromMilliseconds(Random.Shared.Next(200)));
        }

        await load.IsServedAsync(50, Recovery);
        await load.StopAsync();
        output.WriteLine($"{ended} connections ended; {load.History.Summary()}");
        Assert.True(ended > 5, $"Only {ended} connections were ended: too little to judge by.");
        Assert.All(watch.Alive, status => Assert.Equal(200, status));
        var episodes = await HistoryChecker.AssertKeptAsync(load.History, journal);
        await Verification.AssertAsync(server.Address, episodes);
    }
}

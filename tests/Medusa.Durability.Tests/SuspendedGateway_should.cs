using Medusa.Durability.Checking;
using Medusa.Durability.History;
using Medusa.Durability.Journals;
using Medusa.Durability.Load;
using Medusa.Durability.Servers;
using Medusa.Durability.Tests.Servers;
using Xunit.Abstractions;

namespace Medusa.Durability.Tests;

/// <summary>A gateway stands still (SIGSTOP) while another takes its episodes over, then it goes on and knows nothing of it.</summary>
[Collection(AttackedServers.Name)]
public sealed class SuspendedGateway_should(PostgresOfAllTests postgres, ITestOutputHelper output)
{
    [Fact]
    public async Task Lose_its_writes_and_read_what_the_other_wrote()
    {
        using var journal = await TestedJournal.CreateAsync(JournalKind.PostgreSql, postgres);
        using var a = await MedusaProcess.StartAsync(journal.Settings, "a");
        using var b = await MedusaProcess.StartAsync(journal.Settings, "b");
        var patient = Soak.Suspension + TimeSpan.FromSeconds(30);
        var calls = new EpisodeCalls(new CallHistory(), patient);
        var late = new EpisodeCalls(new CallHistory(), patient);
        var episodes = new List<SteppedEpisode>();
        for (var i = 0; i < 8; i++)
        {
            episodes.Add(await SteppedEpisode.StartAsync(calls, a.Address, $"suspended{i}"));
            await episodes[i].StepAsync(a.Address, 2);
        }

        a.Suspend();
        // The kernel takes these requests for the gateway that stands still; it finds them when it goes on.
        var pending = episodes.Select(episode => late.StepAsync(0, a.Address, episode.Id, "late", 3, "PREP_KEYS_A")).ToArray();
        await Task.WhenAll(episodes.Select(episode => episode.StepAsync(b.Address, 3)));
        await Task.WhenAny(Task.WhenAll(pending), Task.Delay(Soak.Suspension));
        Assert.All(pending, ask => Assert.False(ask.IsCompleted));
        a.Resume();

        Assert.All(await Task.WhenAll(pending), outcome => Refusals.AssertStepConflict(outcome, expectedStep: 6));
        foreach (var episode in episodes)
        {
            Assert.Equal(await episode.ReadAsync(b.Address), await episode.ReadAsync(a.Address));
            await episode.StepAsync(a.Address);
            await episode.StepAsync(b.Address);
            Assert.Equal(await episode.ReadAsync(b.Address), await episode.ReadAsync(a.Address));
        }

        var journaled = await HistoryChecker.AssertKeptAsync(calls.History, journal);
        await Verification.AssertAsync(a.Address, journaled);
    }

    [Fact]
    public async Task Read_what_the_other_wrote_before_it_writes_anything_itself()
    {
        using var journal = await TestedJournal.CreateAsync(JournalKind.PostgreSql, postgres);
        using var a = await MedusaProcess.StartAsync(journal.Settings, "a");
        using var b = await MedusaProcess.StartAsync(journal.Settings, "b");
        var calls = new EpisodeCalls(new CallHistory(), TimeSpan.FromSeconds(20));
        var episode = await SteppedEpisode.StartAsync(calls, a.Address, "read");
        for (var round = 0; round < 5; round++)
        {
            await episode.StepAsync(a.Address);
            a.Suspend();
            await episode.StepAsync(b.Address, 2);
            var there = await episode.ReadAsync(b.Address);
            a.Resume();
            Assert.Equal(there, await episode.ReadAsync(a.Address));
        }
    }

    [Fact]
    public async Task Diverge_nowhere_under_load()
    {
        using var journal = await TestedJournal.CreateAsync(JournalKind.PostgreSql, postgres);
        using var a = await MedusaProcess.StartAsync(journal.Settings, "a");
        using var b = await MedusaProcess.StartAsync(journal.Settings, "b");
        await using var load = RunningLoad.Start(LoadPlan.Alternating(a.Address, b.Address) with { CallLimit = TimeSpan.FromSeconds(1) });
        for (var round = 0; round < Soak.Kills; round++)
        {
            await load.IsServedAsync(50, TimeSpan.FromSeconds(60));
            var suspended = round % 2 == 0 ? a : b;
            suspended.Suspend();
            await load.GoesOnAsync(Soak.Suspension);
            suspended.Resume();
        }

        await load.IsServedAsync(50, TimeSpan.FromSeconds(60));
        await load.StopAsync();
        output.WriteLine(load.History.Summary());
        var episodes = await HistoryChecker.AssertKeptAsync(load.History, journal);
        await Verification.AssertAsync(a.Address, episodes, atMost: 30);
        await Verification.AssertAsync(b.Address, episodes, atMost: 30);
    }
}

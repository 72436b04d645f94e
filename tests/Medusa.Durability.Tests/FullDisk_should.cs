using Medusa.Durability.Checking;
using Medusa.Durability.History;
using Medusa.Durability.Journals;
using Medusa.Durability.Load;
using Medusa.Durability.Servers;
using Medusa.Durability.Tests.Servers;
using Xunit.Abstractions;

namespace Medusa.Durability.Tests;

/// <summary>SQLite's disk is full, and later it is not.</summary>
[Collection(AttackedServers.Name)]
public sealed class FullDisk_should(ITestOutputHelper output)
{
    // Less than the write-ahead log is long before SQLite begins it anew.
    private const long SmallFile = 256 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>On a file system of its own; where none can be mounted, by a limit of file sizes.</summary>
    [Fact]
    public async Task Stop_acknowledgements_until_there_is_room_again()
    {
        using var disk = await SmallDisk.TryMountAsync();
        using var journal = disk is null ? new SqliteJournal() : new SqliteJournal(disk.Path);
        output.WriteLine(disk is null ? "No file system can be mounted here: file sizes are limited instead." : $"On {disk.Path}");
        await AttackAsync(
            journal,
            server => disk is null ? server.LimitFilesAsync(SmallFile) : Task.Run(disk.Fill),
            server => disk is null ? server.LimitFilesAsync(null) : Task.Run(disk.Free));
    }

    [Fact]
    public async Task Stop_acknowledgements_while_files_may_not_grow()
    {
        using var journal = new SqliteJournal();
        await AttackAsync(journal, server => server.LimitFilesAsync(SmallFile), server => server.LimitFilesAsync(null));
    }

    private async Task AttackAsync(SqliteJournal journal, Func<MedusaProcess, Task> fillAsync, Func<MedusaProcess, Task> freeAsync)
    {
        using var server = await MedusaProcess.StartAsync(journal.Settings);
        await using var load = RunningLoad.Start(LoadPlan.On(server.Address));
        await load.IsServedAsync(100, Limit);
        await using var watch = new HealthWatch(server);

        await fillAsync(server);
        await Eventually.HoldsAsync(() => Task.FromResult(Refusals(load.History) >= 20), Limit, "the journal is unavailable", load.History.Summary);
        await load.GoesOnAsync(TimeSpan.FromSeconds(2));
        await freeAsync(server);
        await load.IsServedAsync(100, Limit);
        await load.StopAsync();
        output.WriteLine(load.History.Summary());

        Assert.All(watch.Alive, status => Assert.Equal(200, status));
        server.Kill();
        await server.StartAgainAsync();
        var episodes = await HistoryChecker.AssertKeptAsync(load.History, journal);
        await Verification.AssertAsync(server.Address, episodes);
    }

    private static int Refusals(CallHistory history) => history.Calls.Count(call => call.Outcome is Outcome.Refused { Status: 503, Code: "journal_unavailable" });
}

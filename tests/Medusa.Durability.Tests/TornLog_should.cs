using Medusa.Durability.Checking;
using Medusa.Durability.History;
using Medusa.Durability.Journals;
using Medusa.Durability.Load;
using Medusa.Durability.Servers;
using Medusa.Durability.Tests.Journals;
using Medusa.Durability.Tests.Servers;

namespace Medusa.Durability.Tests;

/// <summary>SQLite's write-ahead log is damaged after a crash, as by a disk that lied about what it had written.</summary>
[Collection(AttackedServers.Name)]
public sealed class TornLog_should
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Keep_everything_before_the_damage(bool torn)
    {
        using var journal = new SqliteJournal();
        var calls = new EpisodeCalls(new CallHistory(), Limit);
        using var crashed = await CrashAsync(journal, calls);
        using var whole = crashed.Copy();
        var before = await HistoryChecker.AssertKeptAsync(calls.History, whole, atLeast: 70);

        var log = new WriteAheadLog(crashed);
        var frame = log.Frames * 2 / 3;
        (torn ? new Action<int>(log.TearAt) : log.DamageAt)(frame);
        using var damaged = crashed.Copy();
        var left = await JournalReader.ReadAsync(damaged);
        AssertBegins(before, left);

        using var server = await MedusaProcess.StartAsync(crashed.Settings);
        foreach (var episode in before)
        {
            var steps = left.SingleOrDefault(other => other.Id == episode.Id)?.Steps.Count();
            var next = await calls.StepAsync(0, server.Address, episode.Id, "after", (steps ?? 0) + 1, "SYNC_CHECK");
            Assert.True(steps is null ? next is Outcome.Refused { Code: "unknown_episode" } : next is Outcome.Answered, $"{episode.Id} has {steps} steps left: {next}");
        }

        var after = await JournalReader.ReadAsync(crashed);
        Assert.Empty(JournalRules.Check(after));
        await Verification.AssertAsync(server.Address, after);
    }

    /// <summary>The journal as it lies on the disk after <c>kill -9</c>, all of the load in the log.</summary>
    private static async Task<SqliteJournal> CrashAsync(SqliteJournal journal, EpisodeCalls calls)
    {
        using var server = await MedusaProcess.StartAsync(journal.Settings);
        // As long as somebody reads an old state, SQLite moves nothing from the log that is newer.
        await using var reader = journal.Connect();
        await reader.OpenAsync();
        await using var snapshot = await journal.SnapshotAsync(reader);
        await using var command = reader.CreateCommand();
        command.Transaction = snapshot;
        command.CommandText = "select count(*) from events";
        await command.ExecuteScalarAsync();

        await Task.WhenAll(Enumerable.Range(0, 12).Select(async number =>
        {
            var episode = await SteppedEpisode.StartAsync(calls, server.Address, $"torn{number}");
            await episode.StepAsync(server.Address, 6);
        }));
        server.Kill();
        return journal.Copy();
    }

    private static void AssertBegins(IReadOnlyList<JournaledEpisode> before, IReadOnlyList<JournaledEpisode> left)
    {
        var rows = left.Sum(episode => episode.Rows.Count);
        Assert.InRange(rows, 1, before.Sum(episode => episode.Rows.Count) - 1);
        foreach (var episode in left)
        {
            Assert.Equal(before.Single(other => other.Id == episode.Id).Rows.Take(episode.Rows.Count), episode.Rows);
        }
    }
}

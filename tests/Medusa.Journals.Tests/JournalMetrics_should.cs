using Medusa.Durability.Servers;
using Medusa.Episodes;
using Medusa.Journals.PostgreSql;
using Medusa.Journals.Sqlite;
using Medusa.Testing;
using Microsoft.Data.Sqlite;
using static Medusa.Journals.Tests.Events;

namespace Medusa.Journals.Tests;

public sealed class JournalMetrics_should(PostgresOfAllTests postgres) : IClassFixture<PostgresOfAllTests>
{
    [Fact]
    public async Task Measure_commits_to_sqlite()
    {
        using var folder = new TemporaryFolder("measured");
        await using var journal = Sqlite(folder);
        await MeasureAsync(journal, MedusaTelemetry.SqliteMeter);
    }

    [Fact]
    public async Task Measure_commits_to_postgresql()
    {
        var server = await postgres.StartedAsync();
        var options = new PostgresJournalOptions { ConnectionString = server.ConnectionString(await server.CreateDatabaseAsync()) };
        await using var journal = await PostgresJournal.OpenAsync(options, TimeProvider.System);
        await MeasureAsync(journal, MedusaTelemetry.PostgreSqlMeter);
    }

    [Fact]
    public async Task Count_failures_by_the_database_s_code_and_say_when_the_journal_is_not_ready()
    {
        using var folder = new TemporaryFolder("measured");
        await using var journal = Sqlite(folder);
        using var measured = new Measurements(journal);
        using (var other = new SqliteConnection($"Data Source={folder.File("medusa.db")};Pooling=False"))
        {
            other.Open();
            using var drop = other.CreateCommand();
            drop.CommandText = "DROP TABLE events";
            drop.ExecuteNonQuery();
        }

        await Assert.ThrowsAsync<JournalException>(async () => await journal.AppendAsync(Key("e"), 0, Started(Key("e"))));
        Assert.NotEqual(0, measured.Sum("medusa.journal.failures", ("error.type", "1")));
        Assert.Equal(journal.WhyNotReady is null ? 1 : 0, measured.Now("medusa.journal.ready"));
    }

    private static SqliteJournal Sqlite(TemporaryFolder folder) => SqliteJournal.Open(new SqliteJournalOptions { Path = folder.File("medusa.db") }, TimeProvider.System);

    private static async Task MeasureAsync(IEpisodeJournal journal, string meter)
    {
        using var measured = new Measurements(journal);
        Assert.All(measured.Instruments, instrument => Assert.Equal(meter, instrument.Meter.Name));
        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => journal.AppendAsync(Key($"e{number}"), 0, Started(Key($"e{number}"))).AsTask()));
        Assert.Equal(40, measured.Sum("medusa.journal.commit.events"));
        Assert.Equal(measured.Of("medusa.journal.commit.events").Length, measured.Of("medusa.journal.commit.duration").Length);
        Assert.All(measured.Of("medusa.journal.commit.duration"), seconds => Assert.InRange(seconds, 0, 60));
        Assert.Equal(0, measured.Now("medusa.journal.waiting"));
        Assert.Equal(1, measured.Now("medusa.journal.ready"));
        Assert.Equal(0, measured.Sum("medusa.journal.failures"));
    }
}

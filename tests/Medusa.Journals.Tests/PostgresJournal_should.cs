using Medusa.Durability.Servers;
using Medusa.Episodes;
using Medusa.Journals.PostgreSql;
using static Medusa.Journals.Tests.Events;

namespace Medusa.Journals.Tests;

public sealed class PostgresJournal_should(PostgresOfAllTests postgres) : Journal_should, IClassFixture<PostgresOfAllTests>
{
    private string connectionString = string.Empty;
    private string? database;

    [Fact]
    public async Task Let_two_processes_share_the_database_and_one_of_them_win_each_step()
    {
        await using var other = await PostgresJournal.OpenAsync(Options(), TimeProvider.System);
        await WriteAsync(Key("e"), Started(Key("e")));
        for (var index = 1; index <= 30; index++)
        {
            var outcomes = await Task.WhenAll(Journal.AppendAsync(Key("e"), index, Step(index)).AsTask(), other.AppendAsync(Key("e"), index, Step(index)).AsTask());
            Assert.Equal([AppendOutcome.Appended, AppendOutcome.Conflict], outcomes.Order());
        }

        Assert.Equal(31, await other.CountAsync(Key("e")));
        Assert.True(Journal.IsShared);
    }

    [Fact]
    public async Task Be_migrated_by_many_at_once()
    {
        await UseNewDatabaseAsync();
        var journals = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostgresJournal.OpenAsync(Options(), TimeProvider.System)));
        foreach (var journal in journals)
        {
            await journal.DisposeAsync();
        }
    }

    [Fact]
    public async Task Go_on_with_a_database_from_before_it_recorded_plugins()
    {
        await WriteAsync(Key("old"), Started(Key("old")), Step(1));
        await using (var source = Npgsql.NpgsqlDataSource.Create(connectionString))
        {
            await using var back = source.CreateCommand("ALTER TABLE medusa.episodes DROP COLUMN plugin, DROP COLUMN plugin_version; DELETE FROM medusa.migrations WHERE version = 2");
            await back.ExecuteNonQueryAsync();
        }

        await using var again = await PostgresJournal.OpenAsync(Options(), TimeProvider.System);
        Assert.Equal(AppendOutcome.Appended, await again.AppendAsync(Key("old"), 2, Step(2)));
        Assert.Equal(AppendOutcome.Appended, await again.AppendAsync(Key("new"), 0, Started(Key("new"))));
        Assert.Equal([(null, 1), ("p", 1)], (await again.CountUsesAsync()).Select(use => (use.Plugin, use.Running)));
        Assert.Equal(3, (await again.ReadAsync(Key("old"))).Count);
    }

    [Fact]
    public async Task Go_on_after_its_connections_were_cut()
    {
        var server = await postgres.StartedAsync();
        await WriteAsync(Key("e"), Started(Key("e")));
        Assert.NotEqual(0, await server.TerminateBackendsAsync(database!, 1.0));
        var index = 1;
        await Durability.Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    return await Journal.AppendAsync(Key("e"), index, Step(index)) is AppendOutcome.Appended or AppendOutcome.Conflict;
                }
                catch (JournalException)
                {
                    return false;
                }
            },
            TimeSpan.FromSeconds(30),
            "the journal connects again");
        Assert.Equal(2, await Journal.CountAsync(Key("e")));
        Assert.Null(Journal.WhyNotReady);
    }

    [Fact]
    public async Task Refuse_to_start_where_nobody_answers()
    {
        var options = new PostgresJournalOptions { ConnectionString = "Host=127.0.0.1;Port=1;Database=x;Username=x;Timeout=1", StartWait = TimeSpan.Zero };
        var refused = await Assert.ThrowsAsync<JournalStartException>(() => PostgresJournal.OpenAsync(options, TimeProvider.System));
        Assert.DoesNotContain('\n', refused.Message);
        await Assert.ThrowsAsync<JournalStartException>(() => PostgresJournal.OpenAsync(new PostgresJournalOptions { ConnectionString = "nonsense" }, TimeProvider.System));
    }

    [Fact]
    public async Task Work_for_a_user_who_may_only_read_and_write()
    {
        const string Server = "medusa server";
        await UseNewDatabaseAsync();
        await ExecuteAsync($"DO $$ BEGIN CREATE ROLE \"{Server}\" LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        Assert.Equal((2, 2), await PostgresMigration.RunAsync(Options(), Server, TimeProvider.System));
        Assert.Equal((2, 0), await PostgresMigration.RunAsync(Options(), Server, TimeProvider.System));

        connectionString += $";Username={Server}";
        await using var journal = await PostgresJournal.OpenAsync(WithoutSchema(), TimeProvider.System);
        Assert.Equal(AppendOutcome.Appended, await journal.AppendAsync(Key("e"), 0, Started(Key("e"))));
        Assert.Equal(AppendOutcome.Appended, await journal.AppendAsync(Key("e"), 1, Step(1)));
        Assert.Equal(2, await journal.CountAsync(Key("e")));
        await journal.AttachSessionAsync(Key("e").Owner, "session");
        await journal.ExpireAsync(DateTimeOffset.MaxValue, DateTimeOffset.MaxValue);
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => ExecuteAsync("CREATE TABLE medusa.more (number int)"));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => ExecuteAsync("DROP TABLE medusa.events"));
    }

    [Fact]
    public async Task Refuse_to_start_without_tables_where_it_may_not_make_them()
    {
        await UseNewDatabaseAsync();
        var missing = await Assert.ThrowsAsync<JournalStartException>(() => PostgresJournal.OpenAsync(WithoutSchema(), TimeProvider.System));
        await PostgresMigration.RunAsync(Options(), null, TimeProvider.System);
        await ExecuteAsync("DELETE FROM medusa.migrations WHERE version > 1");
        var old = await Assert.ThrowsAsync<JournalStartException>(() => PostgresJournal.OpenAsync(WithoutSchema(), TimeProvider.System));

        Assert.Contains("no tables", missing.Message);
        Assert.Contains("schema 1", old.Message);
        Assert.All([missing, old], refused => Assert.Contains("'medusa journal migrate'", refused.Message));
        Assert.All([missing, old], refused => Assert.DoesNotContain('\n', refused.Message));
    }

    [Fact]
    public async Task Wait_for_tables_that_somebody_else_makes()
    {
        await UseNewDatabaseAsync();
        var opening = PostgresJournal.OpenAsync(WithoutSchema(TimeSpan.FromMinutes(1)), TimeProvider.System);
        await PostgresMigration.RunAsync(Options(), null, TimeProvider.System);
        await using var journal = await opening;
        Assert.Equal(0, await journal.CountAsync(Key("e")));
    }

    [Fact]
    public async Task Refuse_a_schema_of_a_later_version_and_leave_it_alone()
    {
        await UseNewDatabaseAsync();
        await PostgresMigration.RunAsync(Options(), null, TimeProvider.System);
        await ExecuteAsync("INSERT INTO medusa.migrations (version) VALUES (99)");
        Assert.Contains("99", (await Assert.ThrowsAsync<JournalStartException>(() => PostgresJournal.OpenAsync(WithoutSchema(), TimeProvider.System))).Message);
        Assert.Contains("99", (await Assert.ThrowsAsync<JournalStartException>(() => PostgresMigration.RunAsync(Options(), null, TimeProvider.System))).Message);
    }

    protected override async Task<IEpisodeJournal> OpenAsync()
    {
        await UseNewDatabaseAsync();
        return await PostgresJournal.OpenAsync(Options(), TimeProvider.System);
    }

    private async Task UseNewDatabaseAsync()
    {
        var server = await postgres.StartedAsync();
        database = await server.CreateDatabaseAsync();
        connectionString = server.ConnectionString(database);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new Npgsql.NpgsqlConnection($"{connectionString};Pooling=false");
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private PostgresJournalOptions WithoutSchema(TimeSpan startWait = default) => new() { ConnectionString = connectionString, CreateSchema = false, StartWait = startWait };

    private PostgresJournalOptions Options() => new() { ConnectionString = connectionString, StartWait = TimeSpan.FromSeconds(5) };
}

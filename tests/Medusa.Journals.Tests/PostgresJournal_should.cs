using Medusa.Durability.Tests.Servers;
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
        var server = await postgres.StartedAsync();
        connectionString = server.ConnectionString(await server.CreateDatabaseAsync());
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
        await Durability.Tests.Eventually.HoldsAsync(
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

    protected override async Task<IEpisodeJournal> OpenAsync()
    {
        database = await (await postgres.StartedAsync()).CreateDatabaseAsync();
        connectionString = (await postgres.StartedAsync()).ConnectionString(database);
        return await PostgresJournal.OpenAsync(Options(), TimeProvider.System);
    }

    private PostgresJournalOptions Options() => new() { ConnectionString = connectionString, StartWait = TimeSpan.FromSeconds(5) };
}

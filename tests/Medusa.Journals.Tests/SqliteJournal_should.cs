using Medusa.Durability.Servers;
using Medusa.Episodes;
using Medusa.Journals.Sqlite;
using Microsoft.Data.Sqlite;
using static Medusa.Journals.Tests.Events;

namespace Medusa.Journals.Tests;

public sealed class SqliteJournal_should : Journal_should, IDisposable
{
    private readonly TemporaryFolder folder = new("journal");

    private SqliteJournalOptions Options => new() { Path = folder.File("sub/medusa.db") };

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Hold_what_it_acknowledged_when_it_is_opened_again()
    {
        await WriteAsync(Key("e"), Started(Key("e")), Step(1));
        await ((IAsyncDisposable)Journal).DisposeAsync();
        await using var again = SqliteJournal.Open(Options, TimeProvider.System);
        Assert.Equal(2, await again.CountAsync(Key("e")));
        Assert.Equal(AppendOutcome.Appended, await again.AppendAsync(Key("e"), 2, Step(2)));
    }

    [Fact]
    public void Refuse_a_file_that_another_journal_holds()
    {
        var refused = Assert.Throws<JournalStartException>(() => SqliteJournal.Open(Options, TimeProvider.System));
        Assert.Contains("another process uses it", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuse_a_file_that_is_no_database()
    {
        var path = folder.File("notes.txt");
        File.WriteAllText(path, new string('x', 20_000));
        var refused = Assert.Throws<JournalStartException>(() => SqliteJournal.Open(new SqliteJournalOptions { Path = path }, TimeProvider.System));
        Assert.DoesNotContain('\n', refused.Message);
        Assert.Contains("notes.txt", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuse_a_file_of_a_later_version()
    {
        await ((IAsyncDisposable)Journal).DisposeAsync();
        Execute("PRAGMA user_version = 99");
        Assert.Contains("update Medusa", Assert.Throws<JournalStartException>(() => SqliteJournal.Open(Options, TimeProvider.System)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Go_on_with_a_file_from_before_it_recorded_plugins()
    {
        await WriteAsync(Key("old"), Started(Key("old")), Step(1));
        await ((IAsyncDisposable)Journal).DisposeAsync();
        Execute("ALTER TABLE episodes DROP COLUMN plugin; ALTER TABLE episodes DROP COLUMN plugin_version; PRAGMA user_version = 1");
        await using var again = SqliteJournal.Open(Options, TimeProvider.System);
        Assert.Equal(AppendOutcome.Appended, await again.AppendAsync(Key("old"), 2, Step(2)));
        Assert.Equal(AppendOutcome.Appended, await again.AppendAsync(Key("new"), 0, Started(Key("new"))));
        Assert.Equal([(null, 1), ("p", 1)], (await again.CountUsesAsync()).Select(use => (use.Plugin, use.Running)));
        Assert.Equal(3, (await again.ReadAsync(Key("old"))).Count);
    }

    [Fact]
    public async Task Tell_a_damaged_event_from_the_others()
    {
        await WriteAsync(Key("hurt"), Started(Key("hurt")), Step(1), Step(2));
        await WriteAsync(Key("well"), Started(Key("well")), Step(1));
        Execute("UPDATE events SET event = CAST(replace(CAST(event AS TEXT), '2.50', '2.51') AS BLOB) WHERE idx = 1 AND episode = (SELECT episode FROM episodes WHERE id = 'hurt')");
        var damage = await Assert.ThrowsAsync<JournalDamageException>(async () => await Journal.ReadAsync(Key("hurt")));
        Assert.Equal(1, damage.Index);
        Assert.Equal(2, (await Journal.ReadAsync(Key("well"))).Count);
        Assert.Equal(AppendOutcome.Appended, await Journal.AppendAsync(Key("well"), 2, Step(2)));
    }

    [Fact]
    public async Task List_those_after_one_whose_first_event_is_damaged()
    {
        await Task.WhenAll(Enumerable.Range(0, 300).Select(number => WriteAsync(Key($"e{number:D3}"), Started(Key($"e{number:D3}")))));
        Execute("UPDATE events SET checksum = checksum + 1 WHERE episode = (SELECT episode FROM episodes WHERE id = 'e007')");
        var ids = new List<string>();
        await foreach (var head in Journal.ListAsync(Alice, null))
        {
            ids.Add(head.Key.Id.Value);
        }

        Assert.Equal(Enumerable.Range(0, 300).Where(number => number != 7).Select(number => $"e{number:D3}"), ids);
    }

    [Fact]
    public async Task Show_steps_to_the_shell_in_readable_columns()
    {
        await WriteAsync(Key("e"), Started(Key("e")), Step(1, step => step with { RequestId = "r" }), Closed(EpisodeClosed.Expired));
        Assert.Equal("e|counting|1|{\"action\":\"ADD\",\"params\":{\"amount\":1}}|0.5|running|r|2026-03-01T12:00:01.0000000Z", Execute(
            "SELECT id || '|' || environment || '|' || step || '|' || action || '|' || reward || '|' || status || '|' || request_id || '|' || wall_time FROM steps"));
        Assert.Equal("expired", Execute("SELECT status FROM episodes"));
    }

    protected override Task<IEpisodeJournal> OpenAsync() => Task.FromResult<IEpisodeJournal>(SqliteJournal.Open(Options, TimeProvider.System));

    private string? Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Options.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() as string;
    }
}

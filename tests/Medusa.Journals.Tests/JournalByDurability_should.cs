using Medusa.Durability.Servers;
using Medusa.Episodes;
using Medusa.Journals.Sqlite;
using static Medusa.Journals.Tests.Events;

namespace Medusa.Journals.Tests;

public sealed class JournalByDurability_should : Journal_should, IDisposable
{
    private readonly TemporaryFolder folder = new("journal");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Keep_volatile_episodes_out_of_the_file()
    {
        await WriteAsync(Key("v"), Started(Key("v"), started => started with { Durability = "volatile" }), Step(1));
        await WriteAsync(Key("d"), Started(Key("d")), Step(1));
        Assert.Equal(["d", "v"], await ListAsync(Alice));
        Assert.Equal(2, Assert.Single(await Journal.CountUsesAsync()).Running);
        await ((IAsyncDisposable)Journal).DisposeAsync();
        await using var again = SqliteJournal.Open(new SqliteJournalOptions { Path = folder.File("medusa.db") }, TimeProvider.System);
        Assert.Equal((0, 2), (await again.CountAsync(Key("v")), await again.CountAsync(Key("d"))));
    }

    protected override Task<IEpisodeJournal> OpenAsync() => Task.FromResult<IEpisodeJournal>(
        new JournalByDurability(SqliteJournal.Open(new SqliteJournalOptions { Path = folder.File("medusa.db") }, TimeProvider.System), new MemoryJournal(1_000)));
}

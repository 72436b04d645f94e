using System.Buffers.Binary;
using Medusa.Cli.Doctor;
using Medusa.Cli.Tests.Plugins;
using Medusa.Journals.Sqlite;

namespace Medusa.Cli.Tests.Doctor;

public sealed class SqliteCheck_should : IDisposable
{
    private const long Plenty = 1L << 40;

    private readonly TemporaryFolder folder = new();

    private string File => folder["medusa.db"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Find_nothing_wrong_with_a_journal_that_a_server_made()
    {
        await SqliteJournal.Open(new SqliteJournalOptions { Path = File }, TimeProvider.System).DisposeAsync();
        await Of(File).FindsAsync(Level.Ok, "the present schema");
        await Of(File).FindsNothingWrongAsync();
    }

    [Fact]
    public async Task See_that_a_server_uses_the_journal_and_not_disturb_it()
    {
        await using var journal = SqliteJournal.Open(new SqliteJournalOptions { Path = File }, TimeProvider.System);
        await Of(File).FindsAsync(Level.Ok, "a server uses it now");
        Assert.Null(journal.WhyNotReady);
    }

    [Fact]
    public async Task Name_a_file_that_is_no_database()
    {
        await System.IO.File.WriteAllTextAsync(File, "Dear diary,");
        await Of(File).FindsAsync(Level.Problem, "is no SQLite database");
    }

    [Fact]
    public async Task Name_a_journal_of_a_later_version()
    {
        await SqliteJournal.Open(new SqliteJournalOptions { Path = File }, TimeProvider.System).DisposeAsync();
        await SetSchemaAsync(99);
        await Of(File).FindsAsync(Level.Problem, "has schema 99");
    }

    [Fact]
    public async Task Say_that_an_older_journal_will_be_migrated()
    {
        await SqliteJournal.Open(new SqliteJournalOptions { Path = File }, TimeProvider.System).DisposeAsync();
        await SetSchemaAsync(1);
        await Of(File).FindsAsync(Level.Ok, "schema 1; the next start brings it to");
    }

    [Fact]
    public async Task Name_a_folder_that_cannot_be_made()
    {
        await System.IO.File.WriteAllTextAsync(folder["taken"], "");
        await Of(folder["taken/medusa.db"]).FindsAsync(Level.Problem, "is a file and would have to be a folder");
        await Of("/proc/nowhere/medusa.db").FindsAsync(Level.Problem, "/proc/nowhere/medusa.db");
    }

    [Fact]
    public async Task Name_a_disk_that_is_full_or_slow()
    {
        await Of(File, new DiskProbe("/full", 1L << 20, TimeSpan.Zero)).FindsAsync(Level.Problem, "/full has 1.0 MiB left");
        await Of(File, new DiskProbe("/tight", 1L << 29, TimeSpan.Zero)).FindsAsync(Level.Warning, "/tight has 512.0 MiB left");
        await Of(File, new DiskProbe("/slow", Plenty, TimeSpan.FromMilliseconds(120))).FindsAsync(Level.Warning, "takes 120.0 ms");
    }

    private static SqliteCheck Of(string path, DiskProbe? probe = null) => new(new SqliteJournalOptions { Path = path }, probe is null ? DiskProbe.Of : _ => probe);

    private async Task SetSchemaAsync(int schema)
    {
        await using var file = new FileStream(File, FileMode.Open);
        file.Position = 60;
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, schema);
        await file.WriteAsync(bytes);
    }
}

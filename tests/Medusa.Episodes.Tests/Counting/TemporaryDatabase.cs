using Medusa.Journals.Sqlite;

namespace Medusa.Episodes.Tests;

/// <summary>A database file for the length of a test.</summary>
internal sealed class TemporaryDatabase : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("medusa-episodes-").FullName;

    public SqliteJournal Open() => SqliteJournal.Open(new SqliteJournalOptions { Path = Path.Combine(folder, "medusa.db") }, TimeProvider.System);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}

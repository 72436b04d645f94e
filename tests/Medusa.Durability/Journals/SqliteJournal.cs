using System.Data.Common;
using Medusa.Durability.Servers;
using Microsoft.Data.Sqlite;

namespace Medusa.Durability.Journals;

/// <summary>A SQLite file in a folder of its own.</summary>
public sealed class SqliteJournal : TestedJournal
{
    private readonly TemporaryFolder folder = new("sqlite");

    /// <summary>A journal in a new folder.</summary>
    public SqliteJournal() => File = folder.File("medusa.db");

    /// <summary>A journal in a folder that exists.</summary>
    public SqliteJournal(string folder) => File = Path.Combine(folder, "medusa.db");

    /// <summary>The database's file. The write-ahead log lies beside it.</summary>
    public string File { get; }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Medusa__Journal__Kind"] = "sqlite",
        ["Medusa__Journal__Path"] = File,
    };

    /// <summary>A copy of the file and its log as they are now.</summary>
    public SqliteJournal Copy()
    {
        var copy = new SqliteJournal();
        foreach (var suffix in new[] { "", "-wal" })
        {
            if (System.IO.File.Exists(File + suffix))
            {
                System.IO.File.Copy(File + suffix, copy.File + suffix);
            }
        }

        return copy;
    }

    /// <inheritdoc/>
    public override DbConnection Connect() => new SqliteConnection($"Data Source={File};Pooling=False");

    /// <inheritdoc/>
    public override Task<DbTransaction> SnapshotAsync(DbConnection connection) => Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: true));

    /// <inheritdoc/>
    public override void Dispose() => folder.Dispose();
}

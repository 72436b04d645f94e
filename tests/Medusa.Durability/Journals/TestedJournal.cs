using System.Data.Common;
using Medusa.Durability.Servers;

namespace Medusa.Durability.Journals;

/// <summary>An empty journal: what a server must be told to use it, and how it is read behind the server's back.</summary>
public abstract class TestedJournal : IDisposable
{
    /// <summary>Environment variables of a server that writes here.</summary>
    public abstract IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Creates an empty journal.</summary>
    public static async Task<TestedJournal> CreateAsync(JournalKind kind, PostgresOfAllTests postgres) => kind switch
    {
        JournalKind.Sqlite => new SqliteJournal(),
        _ => await PostgreSqlJournal.CreateAsync(await postgres.StartedAsync()),
    };

    /// <summary>A connection of one's own to the journal's database, not yet open.</summary>
    public abstract DbConnection Connect();

    /// <summary>A transaction that sees one state of the database and keeps no writer waiting.</summary>
    public abstract Task<DbTransaction> SnapshotAsync(DbConnection connection);

    /// <inheritdoc/>
    public abstract void Dispose();
}

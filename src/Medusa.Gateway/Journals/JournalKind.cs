namespace Medusa.Gateway;

/// <summary>Where episodes' events are kept.</summary>
public enum JournalKind
{
    /// <summary>A SQLite file: durable, one process.</summary>
    Sqlite = 0,

    /// <summary>A PostgreSQL database: durable, any number of processes.</summary>
    PostgreSql = 1,

    /// <summary>Memory: what the process forgets is gone.</summary>
    Memory = 2,
}

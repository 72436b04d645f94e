namespace Medusa.Durability.Journals;

/// <summary>The durable journals.</summary>
public enum JournalKind
{
    /// <summary>A file of the server's machine.</summary>
    Sqlite,

    /// <summary>A database server that several gateways share.</summary>
    PostgreSql,
}

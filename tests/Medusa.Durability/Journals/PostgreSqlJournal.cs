using System.Data.Common;
using Medusa.Durability.Servers;
using Npgsql;

namespace Medusa.Durability.Journals;

/// <summary>A PostgreSQL database.</summary>
public sealed class PostgreSqlJournal : TestedJournal
{
    private PostgreSqlJournal(PostgresServer server, string database)
    {
        Server = server;
        Database = database;
    }

    /// <summary>The server that it lives in.</summary>
    public PostgresServer Server { get; }

    /// <summary>The database's name.</summary>
    public string Database { get; }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Medusa__Journal__Kind"] = "postgresql",
        ["Medusa__Journal__ConnectionString"] = Server.ConnectionString(Database),
    };

    /// <summary>Creates an empty database.</summary>
    public static async Task<PostgreSqlJournal> CreateAsync(PostgresServer server) => new(server, await server.CreateDatabaseAsync());

    /// <inheritdoc/>
    public override DbConnection Connect() => new NpgsqlConnection($"{Server.ConnectionString(Database)};Pooling=false;Search Path=medusa");

    /// <inheritdoc/>
    public override async Task<DbTransaction> SnapshotAsync(DbConnection connection) => await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);

    /// <inheritdoc/>
    public override void Dispose()
    {
    }
}

using Microsoft.Data.Sqlite;

namespace Medusa.Journals.Sqlite;

/// <summary>The tables, made to be read with the <c>sqlite3</c> shell too. <c>PRAGMA user_version</c> says which migrations a file has had.</summary>
internal static class SqliteSchema
{
    private const int PageSize = 8_192;

    /// <summary>The migrations, first to last. A released one is never changed.</summary>
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE episodes (
          episode INTEGER PRIMARY KEY,
          owner TEXT NOT NULL,
          id TEXT NOT NULL,
          root TEXT NOT NULL,
          member INTEGER,
          parent TEXT,
          environment TEXT NOT NULL,
          version TEXT NOT NULL,
          scenario TEXT NOT NULL,
          seed TEXT NOT NULL,
          task TEXT,
          label TEXT,
          labels TEXT NOT NULL,
          request_id TEXT,
          session TEXT,
          status TEXT NOT NULL,
          created_at TEXT NOT NULL,
          ended_at TEXT,
          deadline_at TEXT,
          idle_timeout_ms INTEGER,
          UNIQUE (owner, id));
        CREATE UNIQUE INDEX episodes_by_request ON episodes (owner, request_id) WHERE request_id IS NOT NULL;
        CREATE INDEX episodes_by_family ON episodes (owner, root, member) WHERE member IS NOT NULL;
        CREATE INDEX episodes_by_end ON episodes (ended_at) WHERE ended_at IS NOT NULL;
        CREATE INDEX episodes_running ON episodes (created_at) WHERE ended_at IS NULL;
        CREATE INDEX episodes_by_deadline ON episodes (deadline_at) WHERE ended_at IS NULL AND deadline_at IS NOT NULL;
        CREATE INDEX episodes_that_idle ON episodes (episode) WHERE ended_at IS NULL AND idle_timeout_ms IS NOT NULL;

        CREATE TABLE events (
          episode INTEGER NOT NULL REFERENCES episodes (episode),
          idx INTEGER NOT NULL,
          kind TEXT NOT NULL,
          step INTEGER,
          action TEXT,
          request_id TEXT,
          reward REAL,
          cumulative_reward REAL,
          status TEXT NOT NULL,
          end_reason TEXT,
          state_digest TEXT,
          wall_time TEXT NOT NULL,
          checksum INTEGER NOT NULL,
          event BLOB NOT NULL,
          PRIMARY KEY (episode, idx));
        CREATE VIEW steps AS
          SELECT e.owner, e.id, e.environment, v.step, v.action, v.reward, v.cumulative_reward, v.status, v.end_reason, v.request_id, v.state_digest, v.wall_time, v.event
          FROM events v JOIN episodes e USING (episode) WHERE v.kind = 'step_taken';

        CREATE TABLE sessions (
          owner TEXT NOT NULL,
          session TEXT NOT NULL,
          generation INTEGER NOT NULL,
          episode TEXT,
          PRIMARY KEY (owner, session)) WITHOUT ROWID;

        CREATE TABLE tombstones (
          owner TEXT NOT NULL,
          id TEXT NOT NULL,
          removed_at TEXT NOT NULL,
          PRIMARY KEY (owner, id)) WITHOUT ROWID;
        CREATE INDEX tombstones_by_age ON tombstones (removed_at);

        CREATE TABLE health (id INTEGER PRIMARY KEY CHECK (id = 1), checked_at TEXT NOT NULL);
        """,
        """
        ALTER TABLE episodes ADD COLUMN plugin TEXT;
        ALTER TABLE episodes ADD COLUMN plugin_version TEXT;
        """,
    ];

    /// <summary>The number of the present schema.</summary>
    public static int Present => Migrations.Length;

    /// <summary>Brings a file to the present schema.</summary>
    /// <param name="connection">An open connection that may write.</param>
    /// <exception cref="InvalidDataException">The file was written by a later version.</exception>
    public static void Migrate(SqliteConnection connection)
    {
        Execute(connection, $"PRAGMA page_size = {PageSize}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
        using var versionCommand = connection.CreateCommand();
        versionCommand.CommandText = "PRAGMA user_version";
        var version = (long)versionCommand.ExecuteScalar()!;
        if (version > Migrations.Length)
        {
            throw new InvalidDataException($"it has schema {version}, this version of Medusa knows up to {Migrations.Length}: update Medusa");
        }

        for (; version < Migrations.Length; version++)
        {
            Execute(connection, $"BEGIN IMMEDIATE; {Migrations[version]} PRAGMA user_version = {version + 1}; COMMIT;");
        }
    }

    /// <summary>Runs statements without parameters and without results.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="sql">The statements.</param>
    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

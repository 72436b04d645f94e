using Npgsql;

namespace Medusa.Journals.PostgreSql;

/// <summary>The tables, in the schema <c>medusa</c>. <c>medusa.migrations</c> says which changes a database has had.</summary>
internal static class PostgresSchema
{
    /// <summary>Processes that start together migrate one after the other.</summary>
    private const long MigrationLock = 0x6D65647573610001;

    /// <summary>The migrations, first to last. A released one is never changed.</summary>
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE medusa.episodes (
          episode bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          owner text COLLATE "C" NOT NULL,
          id text COLLATE "C" NOT NULL,
          root text COLLATE "C" NOT NULL,
          member int,
          parent text,
          environment text NOT NULL,
          version text NOT NULL,
          scenario text NOT NULL,
          seed text NOT NULL,
          task text,
          label text,
          labels text NOT NULL,
          request_id text COLLATE "C",
          session text,
          status text NOT NULL,
          created_at timestamptz NOT NULL,
          ended_at timestamptz,
          deadline_at timestamptz,
          idle_timeout interval,
          UNIQUE (owner, id));
        CREATE UNIQUE INDEX episodes_by_request ON medusa.episodes (owner, request_id) WHERE request_id IS NOT NULL;
        CREATE INDEX episodes_by_family ON medusa.episodes (owner, root, member) WHERE member IS NOT NULL;
        CREATE INDEX episodes_by_end ON medusa.episodes (ended_at) WHERE ended_at IS NOT NULL;
        CREATE INDEX episodes_running ON medusa.episodes (created_at) WHERE ended_at IS NULL;
        CREATE INDEX episodes_by_deadline ON medusa.episodes (deadline_at) WHERE ended_at IS NULL AND deadline_at IS NOT NULL;
        CREATE INDEX episodes_that_idle ON medusa.episodes (episode) WHERE ended_at IS NULL AND idle_timeout IS NOT NULL;

        CREATE TABLE medusa.events (
          episode bigint NOT NULL REFERENCES medusa.episodes ON DELETE CASCADE,
          idx int NOT NULL,
          kind text NOT NULL,
          step int,
          action text,
          request_id text,
          reward double precision,
          cumulative_reward double precision,
          status text NOT NULL,
          end_reason text,
          state_digest text,
          wall_time timestamptz NOT NULL,
          checksum bigint NOT NULL,
          event bytea NOT NULL,
          PRIMARY KEY (episode, idx));
        -- The event is one value that is always read whole; compressing it costs more time than the space is worth.
        ALTER TABLE medusa.events ALTER COLUMN event SET STORAGE EXTERNAL;
        CREATE VIEW medusa.steps AS
          SELECT e.owner, e.id, e.environment, v.step, v.action, v.reward, v.cumulative_reward, v.status, v.end_reason, v.request_id, v.state_digest, v.wall_time, v.event
          FROM medusa.events v JOIN medusa.episodes e USING (episode) WHERE v.kind = 'step_taken';

        CREATE TABLE medusa.sessions (
          owner text COLLATE "C" NOT NULL,
          session text COLLATE "C" NOT NULL,
          generation int NOT NULL,
          episode text,
          PRIMARY KEY (owner, session));
        CREATE INDEX sessions_by_episode ON medusa.sessions (owner, episode);

        CREATE TABLE medusa.tombstones (
          owner text COLLATE "C" NOT NULL,
          id text COLLATE "C" NOT NULL,
          removed_at timestamptz NOT NULL,
          PRIMARY KEY (owner, id));
        CREATE INDEX tombstones_by_age ON medusa.tombstones (removed_at);
        """,
        "ALTER TABLE medusa.episodes ADD COLUMN plugin text, ADD COLUMN plugin_version text;",
    ];

    /// <summary>The number of the present schema.</summary>
    public static int Present => Migrations.Length;

    /// <summary>Brings a database to the present schema.</summary>
    /// <param name="connection">An open connection.</param>
    /// <returns>How many migrations it took; 0 where the schema was the present one.</returns>
    /// <exception cref="InvalidDataException">The database was written by a later version.</exception>
    public static async Task<int> MigrateAsync(NpgsqlConnection connection)
    {
        await ExecuteAsync(connection, $"SELECT pg_advisory_lock({MigrationLock})").ConfigureAwait(false);
        try
        {
            await ExecuteAsync(
                connection,
                "CREATE SCHEMA IF NOT EXISTS medusa; CREATE TABLE IF NOT EXISTS medusa.migrations (version int PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())").ConfigureAwait(false);
            var version = await VersionAsync(connection).ConfigureAwait(false);
            for (var next = version; next < Present; next++)
            {
                await ExecuteAsync(connection, $"BEGIN; {Migrations[next]} INSERT INTO medusa.migrations (version) VALUES ({next + 1}); COMMIT;").ConfigureAwait(false);
            }

            return Present - version;
        }
        finally
        {
            await ExecuteAsync(connection, $"SELECT pg_advisory_unlock({MigrationLock})").ConfigureAwait(false);
        }
    }

    /// <summary>Checks that a database has the present schema, and changes nothing.</summary>
    /// <param name="connection">An open connection.</param>
    /// <exception cref="SchemaMissingException">It has none, or an older one.</exception>
    /// <exception cref="InvalidDataException">The database was written by a later version.</exception>
    public static async Task RequireAsync(NpgsqlConnection connection)
    {
        int version;
        try
        {
            version = await VersionAsync(connection).ConfigureAwait(false);
        }
        catch (PostgresException missing) when (missing.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            throw new SchemaMissingException("it has no tables of Medusa's", missing);
        }

        if (version < Present)
        {
            throw new SchemaMissingException($"it has schema {version}, this version of Medusa needs {Present}");
        }
    }

    /// <summary>Lets a role do what a server does: read and write the tables, and nothing else.</summary>
    /// <param name="connection">A connection of the tables' owner.</param>
    /// <param name="role">The role's name, as it is.</param>
    public static async Task GrantAsync(NpgsqlConnection connection, string role)
    {
        // Inside this quoting a name is a name, whatever characters it has.
        var name = $"\"{role.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        await ExecuteAsync(connection, $"GRANT USAGE ON SCHEMA medusa TO {name}; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA medusa TO {name}").ConfigureAwait(false);
    }

    private static async Task<int> VersionAsync(NpgsqlConnection connection)
    {
        await using var ask = new NpgsqlCommand("SELECT coalesce(max(version), 0) FROM medusa.migrations", connection);
        var version = (int)(await ask.ExecuteScalarAsync().ConfigureAwait(false))!;
        return version <= Present ? version : throw new InvalidDataException($"it has schema {version}, this version of Medusa knows up to {Present}: update Medusa");
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }
}

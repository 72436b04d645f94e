using Medusa.Episodes;
using Npgsql;

namespace Medusa.Journals.PostgreSql;

/// <summary>How a journal's database stands.</summary>
/// <param name="Server">The server's version.</param>
/// <param name="Schema">The schema of the tables; null where there are none, or this user may not see them.</param>
/// <param name="NeededSchema">The schema that this version works with.</param>
/// <param name="MayCreate">Whether this user may make the tables.</param>
/// <param name="MayWrite">Whether this user may write the tables; true where there are none yet.</param>
/// <param name="IsReadOnly">Whether the server takes no writes, as a standby does.</param>
/// <param name="RoundTrip">How long the shortest of five empty queries took.</param>
/// <param name="ClockAhead">How far the server's clock is ahead of this machine's; exact to half of <paramref name="RoundTrip"/>.</param>
public sealed record PostgresCondition(string Server, int? Schema, int NeededSchema, bool MayCreate, bool MayWrite, bool IsReadOnly, TimeSpan RoundTrip, TimeSpan ClockAhead)
{
    private const int Queries = 5;

    /// <summary>Asks the database. Nothing is made or changed.</summary>
    /// <param name="options">Which database; validated by the caller.</param>
    /// <param name="time">The clock to compare with.</param>
    /// <param name="cancellation">Stops asking.</param>
    /// <exception cref="JournalStartException">The database cannot be asked; the message says why.</exception>
    public static async Task<PostgresCondition> ReadAsync(PostgresJournalOptions options, TimeProvider time, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        await using var source = PostgresStart.Source(options);
        PostgresCondition? condition = null;
        // One attempt: whoever asks wants to know how it stands now, not to wait for it.
        var once = new PostgresJournalOptions { ConnectionString = options.ConnectionString, CommandTimeout = options.CommandTimeout, StartWait = TimeSpan.Zero };
        await PostgresStart.UseAsync(source, once, async connection => condition = await AskAsync(connection, time).ConfigureAwait(false), time, cancellation).ConfigureAwait(false);
        return condition!;
    }

    private static async Task<PostgresCondition> AskAsync(NpgsqlConnection connection, TimeProvider time)
    {
        var (roundTrip, ahead) = await ClockAsync(connection, time).ConfigureAwait(false);
        var hasTables = await ScalarAsync<bool>(
            connection, "SELECT coalesce(has_schema_privilege(to_regnamespace('medusa'), 'USAGE'), false) AND to_regclass('medusa.migrations') IS NOT NULL").ConfigureAwait(false);
        var schema = hasTables && await ScalarAsync<bool>(connection, "SELECT has_table_privilege('medusa.migrations', 'SELECT')").ConfigureAwait(false)
            ? await ScalarAsync<int>(connection, "SELECT coalesce(max(version), 0) FROM medusa.migrations").ConfigureAwait(false)
            : (int?)null;
        return new PostgresCondition(
            connection.PostgreSqlVersion.ToString(),
            schema,
            PostgresSchema.Present,
            await ScalarAsync<bool>(connection, "SELECT has_database_privilege(current_database(), 'CREATE')").ConfigureAwait(false),
            schema is null or 0 || await ScalarAsync<bool>(connection, "SELECT has_table_privilege('medusa.events', 'INSERT') AND has_table_privilege('medusa.episodes', 'UPDATE')").ConfigureAwait(false),
            await ScalarAsync<bool>(connection, "SELECT pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on'").ConfigureAwait(false),
            roundTrip,
            ahead);
    }

    /// <summary>Takes the clocks' difference from the query whose answer came fastest: it says most exactly when the server looked.</summary>
    private static async Task<(TimeSpan RoundTrip, TimeSpan Ahead)> ClockAsync(NpgsqlConnection connection, TimeProvider time)
    {
        var (shortest, ahead) = (TimeSpan.MaxValue, TimeSpan.Zero);
        for (var query = 0; query < Queries; query++)
        {
            var (began, asked) = (time.GetTimestamp(), time.GetUtcNow());
            var there = await ScalarAsync<DateTime>(connection, "SELECT clock_timestamp()").ConfigureAwait(false);
            var took = time.GetElapsedTime(began);
            if (took < shortest)
            {
                (shortest, ahead) = (took, there.ToUniversalTime() - asked.UtcDateTime - (took / 2));
            }
        }

        return (shortest, ahead);
    }

    private static async Task<T> ScalarAsync<T>(NpgsqlConnection connection, string sql)
    {
        await using var ask = new NpgsqlCommand(sql, connection);
        return (T)(await ask.ExecuteScalarAsync().ConfigureAwait(false))!;
    }
}

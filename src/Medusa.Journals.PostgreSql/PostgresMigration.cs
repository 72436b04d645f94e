using Medusa.Episodes;

namespace Medusa.Journals.PostgreSql;

/// <summary>Makes and migrates the journal's tables, without a server: for a database user who may, where the servers' may not.</summary>
public static class PostgresMigration
{
    /// <summary>Brings the database to the present schema. Doing it again changes nothing.</summary>
    /// <param name="options">Which database, and how long to wait for it; validated by the caller.</param>
    /// <param name="grantTo">A role that may then read and write the tables, such as the servers'; null for none.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The schema's number, and how many migrations it took.</returns>
    /// <exception cref="JournalStartException">The database cannot be used as it is; the message says why.</exception>
    public static async Task<(int Schema, int Applied)> RunAsync(PostgresJournalOptions options, string? grantTo, TimeProvider time, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        await using var source = PostgresStart.Source(options);
        var applied = 0;
        await PostgresStart.UseAsync(
            source,
            options,
            async connection =>
            {
                applied += await PostgresSchema.MigrateAsync(connection).ConfigureAwait(false);
                if (grantTo is not null)
                {
                    await PostgresSchema.GrantAsync(connection, grantTo).ConfigureAwait(false);
                }
            },
            time,
            cancellation).ConfigureAwait(false);
        return (PostgresSchema.Present, applied);
    }
}

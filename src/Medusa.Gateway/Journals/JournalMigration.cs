using Medusa.Episodes;
using Medusa.Journals.PostgreSql;
using Microsoft.AspNetCore.Builder;

namespace Medusa.Gateway;

/// <summary>Makes and migrates the tables of the journal that the configuration names, without a server.</summary>
public static class JournalMigration
{
    /// <summary>Brings the PostgreSQL database to the present schema. Doing it again changes nothing.</summary>
    /// <param name="commandLine">Configuration on the command line; files and variables count as they do for a server.</param>
    /// <param name="grantTo">A role that may then read and write the tables; null for none.</param>
    /// <param name="cancellation">Stops waiting for the database.</param>
    /// <returns>The schema's number, and how many migrations it took.</returns>
    /// <exception cref="GatewayStartException">The database cannot be used, or the configuration names none; the message is one line.</exception>
    public static async Task<(int Schema, int Applied)> RunAsync(string[] commandLine, string? grantTo, CancellationToken cancellation = default)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = commandLine, ContentRootPath = AppContext.BaseDirectory });
        if (OptionsSection.Read<JournalOptions>(builder.Configuration, JournalOptions.Section).Kind != JournalKind.PostgreSql)
        {
            throw new GatewayStartException("Only a PostgreSQL journal is migrated apart (Medusa:Journal:Kind=postgresql); a SQLite file is made and migrated when its server starts.");
        }

        try
        {
            return await PostgresMigration.RunAsync(OptionsSection.Read<PostgresJournalOptions>(builder.Configuration, JournalOptions.Section), grantTo, TimeProvider.System, cancellation);
        }
        catch (JournalStartException error)
        {
            throw new GatewayStartException(error.Message, error);
        }
    }
}

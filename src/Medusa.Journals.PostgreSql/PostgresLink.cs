using Npgsql;

namespace Medusa.Journals.PostgreSql;

/// <summary>A writer's connection, opened when it is needed and again after it was lost.</summary>
/// <param name="source">Where connections come from.</param>
internal sealed class PostgresLink(NpgsqlDataSource source)
{
    private NpgsqlConnection? connection;
    private PostgresAppends? appends;

    /// <summary>What writes over the connection.</summary>
    public async ValueTask<PostgresAppends> OpenAsync()
    {
        if (connection is null)
        {
            connection = await source.OpenConnectionAsync().ConfigureAwait(false);
            appends = new PostgresAppends(connection);
        }

        return appends!;
    }

    /// <summary>Asks whether the database answers.</summary>
    public async ValueTask AskAsync()
    {
        await OpenAsync().ConfigureAwait(false);
        await using var command = new NpgsqlCommand("SELECT 1", connection);
        await command.ExecuteScalarAsync().ConfigureAwait(false);
    }

    /// <summary>Gives the connection up.</summary>
    public async ValueTask CloseAsync()
    {
        var closing = connection;
        (connection, appends) = (null, null);
        if (closing is not null)
        {
            await closing.DisposeAsync().ConfigureAwait(false);
        }
    }
}

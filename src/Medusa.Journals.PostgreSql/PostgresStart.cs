using Medusa.Episodes;
using Npgsql;

namespace Medusa.Journals.PostgreSql;

/// <summary>How a process gets to its database.</summary>
internal static class PostgresStart
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Where connections come from.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="forWriting">Whether they write batches.</param>
    /// <exception cref="JournalStartException">The connection string cannot be read.</exception>
    public static NpgsqlDataSource Source(PostgresJournalOptions options, bool forWriting = false)
    {
        try
        {
            return Build(options, forWriting);
        }
        catch (Exception error) when (error is ArgumentException or FormatException or NotSupportedException)
        {
            throw new JournalStartException($"Medusa:Journal:ConnectionString cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Does something with the database, as soon as it answers.</summary>
    /// <param name="source">Where connections come from.</param>
    /// <param name="options">How long to wait.</param>
    /// <param name="use">What to do; done again where it failed in a way that may pass.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="JournalStartException">The database cannot be used as it is; the message says why.</exception>
    public static async Task UseAsync(NpgsqlDataSource source, PostgresJournalOptions options, Func<NpgsqlConnection, Task> use, TimeProvider time, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
                await use(connection).ConfigureAwait(false);
                return;
            }
            catch (Exception error) when (error is NpgsqlException or IOException or TimeoutException or InvalidDataException or SchemaMissingException)
            {
                if (!MayPass(error) || time.GetElapsedTime(start) >= options.StartWait)
                {
                    throw new JournalStartException($"Cannot use the PostgreSQL journal (Medusa:Journal:ConnectionString): {error.Message.ReplaceLineEndings(" ").TrimEnd('.')}.", error);
                }

                await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
            }
        }
    }

    private static NpgsqlDataSource Build(PostgresJournalOptions options, bool forWriting)
    {
        var builder = new NpgsqlDataSourceBuilder(options.ConnectionString);
        var words = builder.ConnectionStringBuilder;
        words.CommandTimeout = (int)options.CommandTimeout.TotalSeconds;
        // A database that stands still does not take the request to cancel either: the connection is given up at once, and opening another waits no longer.
        words.CancellationTimeout = -1;
        words.Timeout = Math.Min(words.Timeout, words.CommandTimeout);
        words.ApplicationName ??= "medusa";
        if (forWriting)
        {
            // A batch joins its few rows with big tables: always by their indexes, whatever the statistics say of tables that were empty a minute ago.
            words.Options = $"{words.Options} -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off".Trim();
        }
        else
        {
            words.MaxAutoPrepare = 32;
        }

        return builder.Build();
    }

    /// <summary>Whether waiting may help: the database starts, restarts or cannot be reached yet, or its tables are being made.</summary>
    private static bool MayPass(Exception error) => error switch
    {
        PostgresException answered => answered.SqlState is PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown,
        InvalidDataException => false,
        _ => true,
    };
}

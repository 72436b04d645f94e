using System.Data.Common;
using System.Globalization;
using System.Text;
using Medusa.Durability.Journals;

namespace Medusa.Durability.Checking;

/// <summary>Reads a journal by SQL, without any code of the server.</summary>
public static class JournalReader
{
    private const string Episodes = "select episode, owner, id, request_id from episodes order by episode";

    private const string Events =
        "select episode, idx, kind, step, action, request_id, reward, cumulative_reward, state_digest, event from events order by episode, idx";

    /// <summary>All episodes. Events without an episode get one with an empty id, which the checker refuses.</summary>
    public static async Task<IReadOnlyList<JournaledEpisode>> ReadAsync(TestedJournal journal)
    {
        await using var connection = journal.Connect();
        await connection.OpenAsync();
        // One snapshot for both queries: servers may be writing meanwhile.
        await using var snapshot = await journal.SnapshotAsync(connection);
        var rows = await ReadAsync(connection, snapshot, Events, reader => (Episode: reader.GetInt64(0), Row: ReadRow(reader)));
        var episodes = await ReadAsync(connection, snapshot, Episodes, reader => (Episode: reader.GetInt64(0), Owner: Text(reader, 1), Id: Text(reader, 2) ?? "", RequestId: Text(reader, 3)));

        var byEpisode = rows.ToLookup(row => row.Episode, row => row.Row);
        var known = episodes.Select(episode => episode.Episode).ToHashSet();
        return
        [
            .. episodes.Select(episode => new JournaledEpisode(episode.Owner, episode.Id, episode.RequestId, [.. byEpisode[episode.Episode]])),
            .. byEpisode.Where(group => !known.Contains(group.Key)).Select(group => new JournaledEpisode(null, "", null, [.. group])),
        ];
    }

    private static JournalRow ReadRow(DbDataReader reader) => new(
        reader.GetInt32(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetInt32(3), Text(reader, 4), Text(reader, 5), Number(reader, 6), Number(reader, 7), Text(reader, 8), Text(reader, 9) ?? "");

    private static string? Text(DbDataReader reader, int column) => reader.GetValue(column) switch
    {
        DBNull => null,
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        var value => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static double? Number(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetDouble(column);

    private static async Task<List<T>> ReadAsync<T>(DbConnection connection, DbTransaction transaction, string sql, Func<DbDataReader, T> read)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<T>();
        while (await reader.ReadAsync())
        {
            found.Add(read(reader));
        }

        return found;
    }
}

using Medusa.Episodes;
using Microsoft.Data.Sqlite;

namespace Medusa.Journals.Sqlite;

/// <summary>A connection that only reads, with its prepared statements. One caller at a time.</summary>
internal sealed class SqliteReader : IDisposable
{
    private const int HeadEvents = 3;

    private readonly SqliteConnection connection;
    private readonly SqliteStatement events;
    private readonly SqliteStatement count;
    private readonly SqliteStatement step;
    private readonly SqliteStatement request;
    private readonly SqliteStatement member;
    private readonly SqliteStatement session;
    private readonly SqliteStatement page;
    private readonly SqliteStatement head;
    private readonly SqliteStatement tombstone;
    private readonly SqliteStatement overdue;

    public SqliteReader(SqliteConnection connection)
    {
        this.connection = connection;
        events = new SqliteStatement(connection, "SELECT v.idx, v.checksum, v.event FROM episodes e JOIN events v USING (episode) WHERE e.owner = $1 AND e.id = $2 ORDER BY v.idx", 2);
        count = new SqliteStatement(connection, "SELECT count(*) FROM episodes e JOIN events v USING (episode) WHERE e.owner = $1 AND e.id = $2", 2);
        step = new SqliteStatement(
            connection, "SELECT v.idx, v.checksum, v.event FROM episodes e JOIN events v USING (episode) WHERE e.owner = $1 AND e.id = $2 AND v.step = $3 AND v.kind = 'step_taken'", 3);
        request = new SqliteStatement(connection, "SELECT id FROM episodes WHERE owner = $1 AND request_id = $2", 2);
        member = new SqliteStatement(connection, "SELECT max(member) FROM episodes WHERE owner = $1 AND root = $2 AND member IS NOT NULL", 2);
        session = new SqliteStatement(connection, "SELECT generation, episode FROM sessions WHERE owner = $1 AND session = $2", 2);
        page = new SqliteStatement(connection, "SELECT episode, id FROM episodes WHERE owner = $1 AND id > $2 ORDER BY id LIMIT $3", 3);
        head = new SqliteStatement(
            connection,
            $"""
            SELECT idx, checksum, event FROM events
            WHERE episode = $1 AND (idx = 0 OR idx > (SELECT max(idx) FROM events WHERE episode = $1) - {HeadEvents}) ORDER BY idx
            """,
            1);
        tombstone = new SqliteStatement(connection, "SELECT 1 FROM tombstones WHERE owner = $1 AND id = $2", 2);
        overdue = new SqliteStatement(
            connection,
            """
            SELECT owner, id FROM episodes WHERE ended_at IS NULL AND deadline_at IS NOT NULL AND deadline_at <= $1
            UNION
            SELECT e.owner, e.id FROM episodes e WHERE e.ended_at IS NULL AND e.idle_timeout_ms IS NOT NULL
              AND (julianday($1) - julianday((SELECT wall_time FROM events v WHERE v.episode = e.episode ORDER BY idx DESC LIMIT 1))) * 86400000.0 >= e.idle_timeout_ms
            LIMIT $2
            """,
            2);
    }

    /// <summary>All events of an episode.</summary>
    public IReadOnlyList<EpisodeEvent> Events(EpisodeKey key, bool withReplies)
    {
        using var rows = events.Read(key.Owner.Value, key.Id.Value);
        return ReadEvents(rows, withReplies);
    }

    /// <summary>How many events an episode has.</summary>
    public int Count(EpisodeKey key) => (int)(long)count.Scalar(key.Owner.Value, key.Id.Value)!;

    /// <summary>One step.</summary>
    public StepTaken? Step(EpisodeKey key, int number)
    {
        using var rows = step.Read(key.Owner.Value, key.Id.Value, number);
        return rows.Read() ? (StepTaken)ReadEvent(rows, withReply: true) : null;
    }

    /// <summary>The episode of a request.</summary>
    public EpisodeKey? Request(Owner owner, string requestId) => request.Scalar(owner.Value, requestId) is string id ? new EpisodeKey(owner, IdOf(id)) : null;

    /// <summary>The greatest number of a family's members.</summary>
    public int LastMember(Owner owner, string root) => (int)((long?)member.Scalar(owner.Value, root) ?? 0);

    /// <summary>Where a session stands.</summary>
    public SessionAttachment? Session(Owner owner, string name)
    {
        using var rows = session.Read(owner.Value, name);
        return rows.Read() ? new SessionAttachment(rows.GetInt32(0), rows.IsDBNull(1) ? null : IdOf(rows.GetString(1))) : null;
    }

    /// <summary>A page of an owner's episodes.</summary>
    public List<EpisodeHead> Heads(Owner owner, string after, int limit)
    {
        var keys = new List<(long Episode, EpisodeKey Key)>();
        using (var rows = page.Read(owner.Value, after, limit))
        {
            while (rows.Read())
            {
                keys.Add((rows.GetInt64(0), new EpisodeKey(owner, IdOf(rows.GetString(1)))));
            }
        }

        var heads = new List<EpisodeHead>(keys.Count);
        foreach (var (episode, key) in keys)
        {
            if (EpisodeHead.Of(key, HeadRows(episode)) is { } found)
            {
                heads.Add(found);
            }
        }

        return heads;
    }

    /// <summary>Whether an episode was removed.</summary>
    public bool HasTombstone(EpisodeKey key) => tombstone.Scalar(key.Owner.Value, key.Id.Value) is not null;

    /// <summary>Running episodes past their deadline or idle time-out.</summary>
    public List<EpisodeKey> Overdue(DateTimeOffset now, int limit)
    {
        var keys = new List<EpisodeKey>();
        using var rows = overdue.Read(JournalTime.Text(now), limit);
        while (rows.Read())
        {
            keys.Add(new EpisodeKey(new Owner(rows.GetString(0)), IdOf(rows.GetString(1))));
        }

        return keys;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<SqliteStatement>)[events, count, step, request, member, session, page, head, tombstone, overdue])
        {
            statement.Dispose();
        }

        connection.Dispose();
    }

    /// <summary>The id of a stored text.</summary>
    public static EpisodeId IdOf(string text) => EpisodeId.TryParse(text, out var id) ? id : throw new JournalDamageException(0);

    private List<(int Index, long Checksum, byte[] Bytes)> HeadRows(long episode)
    {
        var read = new List<(int, long, byte[])>(HeadEvents + 1);
        using var rows = head.Read(episode);
        while (rows.Read())
        {
            read.Add((rows.GetInt32(0), rows.GetInt64(1), (byte[])rows.GetValue(2)));
        }

        return read;
    }

    private static List<EpisodeEvent> ReadEvents(SqliteDataReader rows, bool withReplies)
    {
        var read = new List<EpisodeEvent>();
        while (rows.Read())
        {
            read.Add(ReadEvent(rows, withReplies));
        }

        return read;
    }

    private static EpisodeEvent ReadEvent(SqliteDataReader row, bool withReply) => EventRow.Read(row.GetInt32(0), (byte[])row.GetValue(2), row.GetInt64(1), withReply);
}

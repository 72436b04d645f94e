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
    private readonly SqliteStatement uses;

    public SqliteReader(SqliteConnection connection)
    {
        this.connection = connection;
        events = new SqliteStatement(connection, "SELECT v.idx, v.checksum, v.event FROM episodes e JOIN events v USING (episode) WHERE e.owner = ?1 AND e.id = ?2 ORDER BY v.idx");
        count = new SqliteStatement(connection, "SELECT count(*) FROM episodes e JOIN events v USING (episode) WHERE e.owner = ?1 AND e.id = ?2");
        step = new SqliteStatement(
            connection, "SELECT v.idx, v.checksum, v.event FROM episodes e JOIN events v USING (episode) WHERE e.owner = ?1 AND e.id = ?2 AND v.step = ?3 AND v.kind = 'step_taken'");
        request = new SqliteStatement(connection, "SELECT id FROM episodes WHERE owner = ?1 AND request_id = ?2");
        member = new SqliteStatement(connection, "SELECT max(member) FROM episodes WHERE owner = ?1 AND root = ?2 AND member IS NOT NULL");
        session = new SqliteStatement(connection, "SELECT generation, episode FROM sessions WHERE owner = ?1 AND session = ?2");
        page = new SqliteStatement(connection, "SELECT episode, id FROM episodes WHERE owner = ?1 AND id > ?2 ORDER BY id LIMIT ?3");
        head = new SqliteStatement(
            connection,
            $"""
            SELECT idx, checksum, event FROM events
            WHERE episode = ?1 AND (idx = 0 OR idx > (SELECT max(idx) FROM events WHERE episode = ?1) - {HeadEvents}) ORDER BY idx
            """);
        tombstone = new SqliteStatement(connection, "SELECT 1 FROM tombstones WHERE owner = ?1 AND id = ?2");
        overdue = new SqliteStatement(
            connection,
            """
            SELECT owner, id FROM episodes WHERE ended_at IS NULL AND deadline_at IS NOT NULL AND deadline_at <= ?1
            UNION
            SELECT e.owner, e.id FROM episodes e WHERE e.ended_at IS NULL AND e.idle_timeout_ms IS NOT NULL
              AND (julianday(?1) - julianday((SELECT wall_time FROM events v WHERE v.episode = e.episode ORDER BY idx DESC LIMIT 1))) * 86400000.0 >= e.idle_timeout_ms
            LIMIT ?2
            """);
        uses = new SqliteStatement(
            connection,
            """
            SELECT environment, version, plugin, plugin_version, count(*) - count(ended_at), count(ended_at), max(created_at), max(ended_at)
            FROM episodes GROUP BY environment, version, plugin, plugin_version
            """);
    }

    /// <summary>All events of an episode.</summary>
    public IReadOnlyList<EpisodeEvent> Events(EpisodeKey key, bool withReplies)
    {
        var read = new List<EpisodeEvent>();
        using var rows = Of(events, key).Query();
        while (rows.Read())
        {
            read.Add(ReadEvent(rows, withReplies));
        }

        return read;
    }

    /// <summary>How many events an episode has.</summary>
    public int Count(EpisodeKey key)
    {
        using var rows = Of(count, key).Query();
        return rows.Read() ? (int)rows.Integer(0) : 0;
    }

    /// <summary>One step.</summary>
    public StepTaken? Step(EpisodeKey key, int number)
    {
        using var rows = Of(step, key).Integer(3, number).Query();
        return rows.Read() ? (StepTaken)ReadEvent(rows, withReply: true) : null;
    }

    /// <summary>The episode of a request.</summary>
    public EpisodeKey? Request(Owner owner, string requestId)
    {
        using var rows = request.Text(1, owner.Value).Text(2, requestId).Query();
        return rows.Read() ? new EpisodeKey(owner, IdOf(rows.Text(0))) : null;
    }

    /// <summary>The greatest number of a family's members.</summary>
    public int LastMember(Owner owner, string root)
    {
        using var rows = member.Text(1, owner.Value).Text(2, root).Query();
        return rows.Read() ? (int)rows.Integer(0) : 0;
    }

    /// <summary>Where a session stands.</summary>
    public SessionAttachment? Session(Owner owner, string name)
    {
        using var rows = session.Text(1, owner.Value).Text(2, name).Query();
        return rows.Read() ? AttachmentOf(rows) : null;
    }

    /// <summary>A page of an owner's episodes.</summary>
    public EpisodeHeadPage Heads(Owner owner, string after)
    {
        var keys = new List<(long Episode, EpisodeKey Key)>();
        using (var rows = page.Text(1, owner.Value).Text(2, after).Integer(3, EpisodeHeadPage.Size).Query())
        {
            while (rows.Read())
            {
                keys.Add((rows.Integer(0), new EpisodeKey(owner, IdOf(rows.Text(1)))));
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

        return new EpisodeHeadPage(heads, keys.Count == EpisodeHeadPage.Size ? keys[^1].Key.Id.Value : null);
    }

    /// <summary>Whether an episode was removed.</summary>
    public bool HasTombstone(EpisodeKey key)
    {
        using var rows = Of(tombstone, key).Query();
        return rows.Read();
    }

    /// <summary>Running episodes past their deadline or idle time-out.</summary>
    public List<EpisodeKey> Overdue(DateTimeOffset now, int limit)
    {
        var keys = new List<EpisodeKey>();
        using var rows = overdue.Text(1, JournalTime.Text(now)).Integer(2, limit).Query();
        while (rows.Read())
        {
            keys.Add(new EpisodeKey(new Owner(rows.Text(0)), IdOf(rows.Text(1))));
        }

        return keys;
    }

    /// <summary>Which environments and plugins the episodes began under.</summary>
    public IReadOnlyList<EnvironmentUse> Uses()
    {
        var found = new List<EnvironmentUse>();
        using var rows = uses.Query();
        while (rows.Read())
        {
            found.Add(new EnvironmentUse(rows.Text(0), rows.Text(1), rows.TextOrNull(2), rows.TextOrNull(3))
            {
                Running = rows.Integer(4),
                Ended = rows.Integer(5),
                NewestStart = JournalTime.Parse(rows.Text(6)),
                NewestEnd = rows.TextOrNull(7) is { } end ? JournalTime.Parse(end) : null,
            });
        }

        return EnvironmentUse.Sum(found);
    }

    /// <summary>The generation and episode of a row.</summary>
    public static SessionAttachment AttachmentOf(SqliteRows row) => new((int)row.Integer(0), row.TextOrNull(1) is { } id ? IdOf(id) : null);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<SqliteStatement>)[events, count, step, request, member, session, page, head, tombstone, overdue, uses])
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
        using var rows = head.Integer(1, episode).Query();
        while (rows.Read())
        {
            read.Add(((int)rows.Integer(0), rows.Integer(1), rows.Blob(2).ToArray()));
        }

        return read;
    }

    private static SqliteStatement Of(SqliteStatement statement, EpisodeKey key) => statement.Text(1, key.Owner.Value).Text(2, key.Id.Value);

    private static EpisodeEvent ReadEvent(SqliteRows row, bool withReply) => EventRow.Read((int)row.Integer(0), row.Blob(2), row.Integer(1), withReply);
}

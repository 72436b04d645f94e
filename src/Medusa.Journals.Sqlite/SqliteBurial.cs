using Medusa.Episodes;
using Microsoft.Data.Sqlite;

namespace Medusa.Journals.Sqlite;

/// <summary>Removes episodes with all that belongs to them and leaves a tombstone for each.</summary>
internal sealed class SqliteBurial : IDisposable
{
    private readonly SqliteStatement events;
    private readonly SqliteStatement episodes;
    private readonly SqliteStatement sessions;
    private readonly SqliteStatement tombstones;
    private readonly SqliteStatement oldTombstones;
    private readonly string now;

    /// <param name="connection">The writer's connection, within its transaction.</param>
    /// <param name="now">The present.</param>
    public SqliteBurial(SqliteConnection connection, DateTimeOffset now)
    {
        this.now = JournalTime.Text(now);
        events = new SqliteStatement(connection, "DELETE FROM events WHERE episode = ?1");
        episodes = new SqliteStatement(connection, "DELETE FROM episodes WHERE episode = ?1");
        sessions = new SqliteStatement(connection, "DELETE FROM sessions WHERE owner = ?1 AND episode = ?2");
        tombstones = new SqliteStatement(connection, "INSERT OR REPLACE INTO tombstones (owner, id, removed_at) VALUES (?1, ?2, ?3)");
        oldTombstones = new SqliteStatement(connection, "DELETE FROM tombstones WHERE removed_at < ?1");
    }

    /// <summary>What was removed.</summary>
    public List<EpisodeKey> Removed { get; } = [];

    /// <summary>Removes one episode.</summary>
    /// <param name="owner">Whose.</param>
    /// <param name="episode">Its row.</param>
    /// <param name="id">Its id.</param>
    public void Add(string owner, long episode, string id)
    {
        events.Integer(1, episode).Run();
        episodes.Integer(1, episode).Run();
        sessions.Text(1, owner).Text(2, id).Run();
        tombstones.Text(1, owner).Text(2, id).Text(3, now).Run();
        Removed.Add(new EpisodeKey(new Owner(owner), SqliteReader.IdOf(id)));
    }

    /// <summary>Forgets that episodes existed which were removed before an instant.</summary>
    /// <param name="before">The instant.</param>
    public void ForgetBefore(DateTimeOffset before) => oldTombstones.Text(1, JournalTime.Text(before)).Run();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<SqliteStatement>)[events, episodes, sessions, tombstones, oldTombstones])
        {
            statement.Dispose();
        }
    }
}

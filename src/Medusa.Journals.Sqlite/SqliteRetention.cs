using Medusa.Episodes;
using Microsoft.Data.Sqlite;

namespace Medusa.Journals.Sqlite;

/// <summary>Removes whole families whose time is over, and leaves tombstones.</summary>
internal static class SqliteRetention
{
    private const int MostFamilies = 512;

    /// <summary>How long it is known that an episode was there.</summary>
    private static readonly TimeSpan TombstonesKept = TimeSpan.FromDays(30);

    private const string Candidates =
        """
        SELECT owner, root FROM (SELECT owner, root FROM episodes WHERE ended_at IS NOT NULL AND ended_at < ?1 ORDER BY ended_at LIMIT 16384)
        UNION
        SELECT owner, root FROM (SELECT owner, root FROM episodes WHERE ended_at IS NULL AND created_at < ?2 ORDER BY created_at LIMIT 16384)
        """;

    private const string LastEvent = "(SELECT v.wall_time FROM events v WHERE v.episode = m.episode ORDER BY v.idx DESC LIMIT 1)";

    private const string Members =
        $"""
        SELECT m.episode, m.id, CASE WHEN m.ended_at IS NOT NULL THEN m.ended_at < ?3 ELSE {LastEvent} < ?4 END
        FROM episodes m WHERE m.owner = ?1 AND (m.id = ?2 OR (m.root = ?2 AND m.member IS NOT NULL))
        """;

    /// <summary>Removes families, at most a few hundred at a time.</summary>
    public static List<EpisodeKey> Remove(SqliteConnection connection, DateTimeOffset endedBefore, DateTimeOffset abandonedBefore, DateTimeOffset now)
    {
        var (ended, abandoned) = (JournalTime.Text(endedBefore), JournalTime.Text(abandonedBefore));
        using var candidates = new SqliteStatement(connection, Candidates);
        using var members = new SqliteStatement(connection, Members);
        using var events = new SqliteStatement(connection, "DELETE FROM events WHERE episode = ?1");
        using var episodes = new SqliteStatement(connection, "DELETE FROM episodes WHERE episode = ?1");
        using var sessions = new SqliteStatement(connection, "DELETE FROM sessions WHERE owner = ?1 AND episode = ?2");
        using var tombstones = new SqliteStatement(connection, "INSERT OR REPLACE INTO tombstones (owner, id, removed_at) VALUES (?1, ?2, ?3)");
        using var oldTombstones = new SqliteStatement(connection, "DELETE FROM tombstones WHERE removed_at < ?1");

        var removed = new List<EpisodeKey>();
        var families = 0;
        foreach (var (owner, root) in Families(candidates, ended, abandoned))
        {
            var family = Family(members, owner, root, ended, abandoned);
            if (!family.TrueForAll(static member => member.MayGo))
            {
                continue;
            }

            foreach (var (episode, id, _) in family)
            {
                events.Integer(1, episode).Run();
                episodes.Integer(1, episode).Run();
                sessions.Text(1, owner).Text(2, id).Run();
                tombstones.Text(1, owner).Text(2, id).Text(3, JournalTime.Text(now)).Run();
                removed.Add(new EpisodeKey(new Owner(owner), SqliteReader.IdOf(id)));
            }

            if (++families == MostFamilies)
            {
                break;
            }
        }

        oldTombstones.Text(1, JournalTime.Text(now - TombstonesKept)).Run();
        return removed;
    }

    private static List<(string Owner, string Root)> Families(SqliteStatement candidates, string ended, string abandoned)
    {
        var families = new List<(string, string)>();
        using var rows = candidates.Text(1, ended).Text(2, abandoned).Query();
        while (rows.Read())
        {
            families.Add((rows.Text(0), rows.Text(1)));
        }

        return families;
    }

    private static List<(long Episode, string Id, bool MayGo)> Family(SqliteStatement members, string owner, string root, string ended, string abandoned)
    {
        var family = new List<(long, string, bool)>();
        using var rows = members.Text(1, owner).Text(2, root).Text(3, ended).Text(4, abandoned).Query();
        while (rows.Read())
        {
            family.Add((rows.Integer(0), rows.Text(1), rows.Integer(2) != 0));
        }

        return family;
    }
}

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

    /// <summary>Roots of families of an owner of which every member may go. Ends at its limit: what cannot go is passed over, what can is found at once.</summary>
    private static readonly string Chosen =
        $"""
        SELECT DISTINCT root FROM (
          SELECT e.root FROM episodes e WHERE e.owner = ?1 AND {Fits("e")} AND NOT EXISTS (
            SELECT 1 FROM episodes m WHERE m.owner = ?1 AND (m.id = e.root OR (m.root = e.root AND m.member IS NOT NULL)) AND NOT {Fits("m")})
          LIMIT {MostFamilies})
        """;

    /// <summary>Removes families, at most a few hundred at a time.</summary>
    public static List<EpisodeKey> Remove(SqliteConnection connection, DateTimeOffset endedBefore, DateTimeOffset abandonedBefore, DateTimeOffset now)
    {
        var (ended, abandoned) = (JournalTime.Text(endedBefore), JournalTime.Text(abandonedBefore));
        using var candidates = new SqliteStatement(connection, Candidates);
        using var members = new SqliteStatement(connection, Members);
        using var burial = new SqliteBurial(connection, now);
        var families = 0;
        foreach (var (owner, root) in Families(candidates, ended, abandoned))
        {
            var family = Family(members, owner, root, ended, abandoned);
            if (!family.TrueForAll(static member => member.MayGo))
            {
                continue;
            }

            family.ForEach(member => burial.Add(owner, member.Episode, member.Id));
            if (++families == MostFamilies)
            {
                break;
            }
        }

        burial.ForgetBefore(now - TombstonesKept);
        return burial.Removed;
    }

    /// <summary>Removes an owner's families by their members' statuses and last events, at most a few hundred at a time.</summary>
    public static List<EpisodeKey> Remove(SqliteConnection connection, string owner, IReadOnlyCollection<string> statuses, DateTimeOffset before, DateTimeOffset now)
    {
        using var chosen = new SqliteStatement(connection, Chosen);
        using var members = new SqliteStatement(connection, Members);
        using var burial = new SqliteBurial(connection, now);
        var roots = new List<string>();
        using (var rows = chosen.Text(1, owner).Text(2, $"[{string.Join(',', statuses.Select(static status => $"\"{status}\""))}]").Text(3, JournalTime.Text(before)).Query())
        {
            while (rows.Read())
            {
                roots.Add(rows.Text(0));
            }
        }

        foreach (var root in roots)
        {
            Family(members, owner, root, string.Empty, string.Empty).ForEach(member => burial.Add(owner, member.Episode, member.Id));
        }

        return burial.Removed;
    }

    private static string Fits(string episode) =>
        $"""
        ({episode}.status IN (SELECT value FROM json_each(?2)) AND ?3 > coalesce({episode}.ended_at,
          (SELECT v.wall_time FROM events v WHERE v.episode = {episode}.episode ORDER BY v.idx DESC LIMIT 1)))
        """;

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

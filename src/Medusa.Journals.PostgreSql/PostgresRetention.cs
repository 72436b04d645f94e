using Medusa.Episodes;

namespace Medusa.Journals.PostgreSql;

/// <summary>Removes whole families whose time is over, and leaves tombstones. Of several processes that want to, one does.</summary>
internal static class PostgresRetention
{
    private const string RemovalLock = "7882829355178065922";

    /// <summary>How long it is known that an episode was there.</summary>
    private const string TombstonesKept = "30 days";

    private const string Remove =
        $"""
        WITH candidates AS MATERIALIZED (
          (SELECT owner, root FROM medusa.episodes WHERE ended_at IS NOT NULL AND ended_at < $1 ORDER BY ended_at LIMIT 16384)
          UNION
          (SELECT owner, root FROM medusa.episodes WHERE ended_at IS NULL AND created_at < $2 ORDER BY created_at LIMIT 16384)),
        members AS MATERIALIZED (
          SELECT m.episode, m.owner, m.id, m.root,
            CASE WHEN m.ended_at IS NOT NULL THEN m.ended_at < $1
                 ELSE (SELECT v.wall_time FROM medusa.events v WHERE v.episode = m.episode ORDER BY v.idx DESC LIMIT 1) < $2 END AS may_go
          FROM candidates c
          CROSS JOIN LATERAL (
            SELECT * FROM medusa.episodes WHERE owner = c.owner AND id = c.root
            UNION ALL
            SELECT * FROM medusa.episodes WHERE owner = c.owner AND root = c.root AND member IS NOT NULL) m),
        families AS (SELECT owner, root FROM members GROUP BY owner, root HAVING bool_and(may_go) LIMIT 4096),
        gone AS (
          DELETE FROM medusa.episodes e USING members m JOIN families f USING (owner, root)
          WHERE e.episode = m.episode AND pg_try_advisory_xact_lock({RemovalLock}) RETURNING e.owner, e.id),
        buried AS (
          INSERT INTO medusa.tombstones (owner, id, removed_at) SELECT owner, id, now() FROM gone ON CONFLICT (owner, id) DO UPDATE SET removed_at = now()),
        unattached AS (
          DELETE FROM medusa.sessions s USING gone g WHERE s.owner = g.owner AND s.episode = g.id),
        forgotten AS (
          DELETE FROM medusa.tombstones WHERE removed_at < now() - interval '{TombstonesKept}')
        SELECT owner, id FROM gone
        """;

    /// <summary>Removes families, at most a few thousand at a time.</summary>
    public static ValueTask<List<EpisodeKey>> RemoveAsync(PostgresReads reads, DateTimeOffset endedBefore, DateTimeOffset abandonedBefore, CancellationToken cancellation) =>
        reads.AskAsync(Remove, rows => PostgresReads.KeysAsync(rows, cancellation), cancellation, endedBefore.UtcDateTime, abandonedBefore.UtcDateTime);
}

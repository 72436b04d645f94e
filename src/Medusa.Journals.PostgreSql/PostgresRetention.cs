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

    /// <summary>Whoever asked waits for a removal that runs; what that one removed is passed over.</summary>
    private static readonly string RemoveChosen =
        $"""
        WITH families AS MATERIALIZED (
          SELECT DISTINCT root FROM (
            SELECT e.root FROM medusa.episodes e WHERE e.owner = $1 AND {Fits("e")}
              AND NOT EXISTS (SELECT 1 FROM medusa.episodes m WHERE m.owner = $1 AND m.id = e.root AND NOT {Fits("m")})
              AND NOT EXISTS (SELECT 1 FROM medusa.episodes m WHERE m.owner = $1 AND m.root = e.root AND m.member IS NOT NULL AND NOT {Fits("m")})
            LIMIT 1024) chosen),
        members AS MATERIALIZED (
          SELECT m.episode FROM families f CROSS JOIN LATERAL (
            SELECT episode FROM medusa.episodes WHERE owner = $1 AND id = f.root
            UNION
            SELECT episode FROM medusa.episodes WHERE owner = $1 AND root = f.root AND member IS NOT NULL) m),
        gone AS (
          DELETE FROM medusa.episodes e USING members m
          WHERE e.episode = m.episode AND (SELECT pg_advisory_xact_lock({RemovalLock}) IS NOT NULL) RETURNING e.owner, e.id),
        buried AS (
          INSERT INTO medusa.tombstones (owner, id, removed_at) SELECT owner, id, now() FROM gone ON CONFLICT (owner, id) DO UPDATE SET removed_at = now()),
        unattached AS (
          DELETE FROM medusa.sessions s USING gone g WHERE s.owner = g.owner AND s.episode = g.id)
        SELECT owner, id FROM gone
        """;

    /// <summary>Removes an owner's families by their members' statuses and last events, at most a few thousand episodes at a time.</summary>
    public static ValueTask<List<EpisodeKey>> RemoveAsync(
        PostgresReads reads, Owner owner, IReadOnlyCollection<string> statuses, DateTimeOffset before, CancellationToken cancellation) =>
        reads.AskAsync(RemoveChosen, rows => PostgresReads.KeysAsync(rows, cancellation), cancellation, owner.Value, statuses.ToArray(), before.UtcDateTime);

    /// <summary>Removes families, at most a few thousand at a time.</summary>
    public static ValueTask<List<EpisodeKey>> RemoveAsync(PostgresReads reads, DateTimeOffset endedBefore, DateTimeOffset abandonedBefore, CancellationToken cancellation) =>
        reads.AskAsync(Remove, rows => PostgresReads.KeysAsync(rows, cancellation), cancellation, endedBefore.UtcDateTime, abandonedBefore.UtcDateTime);

    private static string Fits(string episode) =>
        $"""
        ({episode}.status = ANY ($2) AND coalesce({episode}.ended_at,
          (SELECT v.wall_time FROM medusa.events v WHERE v.episode = {episode}.episode ORDER BY v.idx DESC LIMIT 1)) < $3)
        """;
}

using System.Globalization;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;
using Microsoft.Data.Sqlite;

namespace Medusa.Journals.Sqlite;

/// <summary>Writes events within the writer's transaction. A conflict is an outcome, never an error, so it leaves the batch's others alone.</summary>
internal sealed class SqliteAppends : IDisposable
{
    private const string EventColumns =
        "(episode, idx, kind, step, action, request_id, reward, cumulative_reward, status, end_reason, state_digest, wall_time, checksum, event)";

    private readonly SqliteStatement episode;
    private readonly SqliteStatement first;
    private readonly SqliteStatement next;
    private readonly SqliteStatement ended;
    private readonly SqliteStatement generation;
    private readonly SqliteStatement session;
    private readonly SqliteStatement request;

    public SqliteAppends(SqliteConnection connection)
    {
        episode = new SqliteStatement(
            connection,
            """
            INSERT OR IGNORE INTO episodes
              (owner, id, root, member, parent, environment, version, scenario, seed, task, label, labels, request_id, session, status, created_at, ended_at, deadline_at, idle_timeout_ms,
               plugin, plugin_version)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)
            """);
        first = new SqliteStatement(
            connection,
            $"INSERT INTO events {EventColumns} VALUES (last_insert_rowid(), 0, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");
        next = new SqliteStatement(
            connection,
            $"""
            INSERT OR IGNORE INTO events {EventColumns}
            SELECT e.episode, ?15, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12 FROM episodes e
            WHERE e.owner = ?13 AND e.id = ?14 AND EXISTS (SELECT 1 FROM events p WHERE p.episode = e.episode AND p.idx = ?15 - 1)
            """);
        ended = new SqliteStatement(connection, "UPDATE episodes SET status = ?1, ended_at = ?2 WHERE owner = ?3 AND id = ?4");
        generation = new SqliteStatement(connection, "SELECT generation FROM sessions WHERE owner = ?1 AND session = ?2");
        session = new SqliteStatement(connection, "UPDATE sessions SET episode = ?1 WHERE owner = ?2 AND session = ?3");
        request = new SqliteStatement(connection, "SELECT 1 FROM episodes WHERE owner = ?1 AND request_id = ?2");
    }

    /// <summary>Writes an event.</summary>
    /// <param name="append">The event.</param>
    public AppendOutcome Write(PendingAppend append) => append.Beginning is { } beginning && append.Index == 0 ? Begin(append, beginning) : Continue(append);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<SqliteStatement>)[episode, first, next, ended, generation, session, request])
        {
            statement.Dispose();
        }
    }

    private AppendOutcome Begin(PendingAppend append, EpisodeStarted beginning)
    {
        var (owner, id, row) = (append.Episode.Owner.Value, append.Episode.Id, append.Row);
        if (beginning.Session is { } name && GenerationOf(owner, name) != beginning.Generation)
        {
            return AppendOutcome.SessionSuperseded;
        }

        var time = JournalTime.Text(row.WallTime);
        var added = episode.Text(1, owner).Text(2, id.Value).Text(3, id.Root.ToString()).Integer(4, id.Number).Text(5, append.Parent?.Value)
            .Text(6, beginning.Environment).Text(7, beginning.Version).Text(8, JournalText.Clean(beginning.Scenario)).Text(9, beginning.Seed.Number.ToString(CultureInfo.InvariantCulture))
            .Text(10, beginning.Task).Text(11, JournalText.Clean(beginning.Label)).Text(12, CanonicalJson.Text(beginning.Labels)).Text(13, beginning.RequestId).Text(14, beginning.Session)
            .Text(15, row.Status).Text(16, time).Text(17, row.EndsEpisode ? time : null).Text(18, beginning.Deadline is { } deadline ? JournalTime.Text(deadline) : null)
            .Integer(19, (long?)beginning.IdleTimeout?.TotalMilliseconds).Text(20, JournalText.Clean(beginning.Provenance.Id)).Text(21, JournalText.Clean(beginning.Provenance.Version)).Run();
        if (added == 0)
        {
            return beginning.RequestId is { } requestId && IsTaken(owner, requestId) ? AppendOutcome.RequestTaken : AppendOutcome.Conflict;
        }

        Bound(first, row, time).Run();
        if (beginning.Session is { } attached)
        {
            session.Text(1, id.Value).Text(2, owner).Text(3, attached).Run();
        }

        return AppendOutcome.Appended;
    }

    private AppendOutcome Continue(PendingAppend append)
    {
        var (owner, id, row) = (append.Episode.Owner.Value, append.Episode.Id.Value, append.Row);
        var time = JournalTime.Text(row.WallTime);
        if (Bound(next, row, time).Text(13, owner).Text(14, id).Integer(15, append.Index).Run() == 0)
        {
            return AppendOutcome.Conflict;
        }

        if (row.EndsEpisode)
        {
            ended.Text(1, row.Status).Text(2, time).Text(3, owner).Text(4, id).Run();
        }

        return AppendOutcome.Appended;
    }

    private static SqliteStatement Bound(SqliteStatement statement, EventRow row, string time) => statement
        .Text(1, row.Kind).Integer(2, row.Step).Text(3, row.Action).Text(4, row.RequestId).Real(5, row.Reward).Real(6, row.CumulativeReward).Text(7, row.Status).Text(8, row.EndReason)
        .Text(9, row.StateDigest).Text(10, time).Integer(11, row.Checksum).Blob(12, row.Bytes);

    private long? GenerationOf(string owner, string name)
    {
        using var rows = generation.Text(1, owner).Text(2, name).Query();
        return rows.Read() ? rows.Integer(0) : null;
    }

    private bool IsTaken(string owner, string requestId)
    {
        using var rows = request.Text(1, owner).Text(2, requestId).Query();
        return rows.Read();
    }
}

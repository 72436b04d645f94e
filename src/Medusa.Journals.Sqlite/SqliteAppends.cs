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
              (owner, id, root, member, parent, environment, version, scenario, seed, task, label, labels, request_id, session, status, created_at, ended_at, deadline_at, idle_timeout_ms)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
            """,
            19);
        first = new SqliteStatement(
            connection,
            $"INSERT INTO events {EventColumns} VALUES (last_insert_rowid(), 0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            12);
        next = new SqliteStatement(
            connection,
            $"""
            INSERT OR IGNORE INTO events {EventColumns}
            SELECT e.episode, $15, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 FROM episodes e
            WHERE e.owner = $13 AND e.id = $14 AND EXISTS (SELECT 1 FROM events p WHERE p.episode = e.episode AND p.idx = $15 - 1)
            """,
            15);
        ended = new SqliteStatement(connection, "UPDATE episodes SET status = $1, ended_at = $2 WHERE owner = $3 AND id = $4", 4);
        generation = new SqliteStatement(connection, "SELECT generation FROM sessions WHERE owner = $1 AND session = $2", 2);
        session = new SqliteStatement(connection, "UPDATE sessions SET episode = $1 WHERE owner = $2 AND session = $3", 3);
        request = new SqliteStatement(connection, "SELECT 1 FROM episodes WHERE owner = $1 AND request_id = $2", 2);
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
        if (beginning.Session is { } name && generation.Scalar(owner, name) is var current && (current is null || (long)current != beginning.Generation))
        {
            return AppendOutcome.SessionSuperseded;
        }

        var time = JournalTime.Text(row.WallTime);
        var added = episode.Execute(
            owner, id.Value, id.Root.ToString(), id.Number, append.Parent?.Value, beginning.Environment, beginning.Version, JournalText.Clean(beginning.Scenario),
            beginning.Seed.Number.ToString(CultureInfo.InvariantCulture), beginning.Task, JournalText.Clean(beginning.Label), CanonicalJson.Text(beginning.Labels), beginning.RequestId, beginning.Session,
            row.Status, time, row.EndsEpisode ? time : null, beginning.Deadline is { } deadline ? JournalTime.Text(deadline) : null, (long?)beginning.IdleTimeout?.TotalMilliseconds);
        if (added == 0)
        {
            return beginning.RequestId is { } requestId && request.Scalar(owner, requestId) is not null ? AppendOutcome.RequestTaken : AppendOutcome.Conflict;
        }

        first.Execute(
            row.Kind, row.Step, row.Action, row.RequestId, row.Reward, row.CumulativeReward, row.Status, row.EndReason, row.StateDigest, time, (long)row.Checksum, row.Bytes);
        if (beginning.Session is { } attached)
        {
            session.Execute(id.Value, owner, attached);
        }

        return AppendOutcome.Appended;
    }

    private AppendOutcome Continue(PendingAppend append)
    {
        var (owner, id, row) = (append.Episode.Owner.Value, append.Episode.Id.Value, append.Row);
        var time = JournalTime.Text(row.WallTime);
        var added = next.Execute(
            row.Kind, row.Step, row.Action, row.RequestId, row.Reward, row.CumulativeReward, row.Status, row.EndReason, row.StateDigest, time, (long)row.Checksum, row.Bytes,
            owner, id, append.Index);
        if (added == 0)
        {
            return AppendOutcome.Conflict;
        }

        if (row.EndsEpisode)
        {
            ended.Execute(row.Status, time, owner, id);
        }

        return AppendOutcome.Appended;
    }
}

using System.Globalization;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;
using Npgsql;
using NpgsqlTypes;

namespace Medusa.Journals.PostgreSql;

/// <summary>
/// Writes a batch of events: one statement for all that go on, one for all that begin. A conflict is a row that is not returned, never an error, so it leaves the
/// batch's others alone.
/// </summary>
/// <param name="connection">An open connection of the writer.</param>
internal sealed class PostgresAppends(NpgsqlConnection connection)
{
    private const string Values = "kind, step, action, request_id, reward, cumulative_reward, status, end_reason, state_digest, wall_time, checksum, event";

    private const string Batch =
        $"b (owner, id, idx, {Values}, ends)";

    private const string Arrays =
        "unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::int[], $6::text[], $7::text[], $8::float8[], $9::float8[], $10::text[], $11::text[], $12::text[], $13::timestamptz[], $14::bigint[], $15::bytea[], $16::bool[])";

    /// <summary>The event before must be there: events are only ever removed with their episode.</summary>
    private const string Continue =
        $"""
        WITH {Batch} AS MATERIALIZED (SELECT * FROM {Arrays}),
        added AS (
          INSERT INTO medusa.events (episode, idx, {Values})
          SELECT e.episode, b.idx, b.kind, b.step, b.action, b.request_id, b.reward, b.cumulative_reward, b.status, b.end_reason, b.state_digest, b.wall_time, b.checksum, b.event
          FROM b JOIN medusa.episodes e ON e.owner = b.owner AND e.id = b.id
          WHERE EXISTS (SELECT 1 FROM medusa.events p WHERE p.episode = e.episode AND p.idx = b.idx - 1)
          ORDER BY e.episode
          ON CONFLICT DO NOTHING
          RETURNING episode, status, wall_time, kind, idx),
        known AS (
          SELECT e.owner, e.id, e.episode, a.idx FROM added a JOIN medusa.episodes e USING (episode)),
        ended AS (
          UPDATE medusa.episodes e SET status = b.status, ended_at = b.wall_time
          FROM known k JOIN b ON b.owner = k.owner AND b.id = k.id AND b.idx = k.idx
          WHERE e.episode = k.episode AND b.ends)
        SELECT owner, id FROM known
        """;

    private const string Origins =
        "o (owner, id, root, member, parent, environment, version, scenario, seed, task, label, labels, request_id, session, deadline_at, idle_timeout, plugin, plugin_version)";

    private const string Begin =
        $"""
        WITH {Batch} AS MATERIALIZED (SELECT * FROM {Arrays}),
        {Origins} AS MATERIALIZED (
          SELECT * FROM unnest($1::text[], $2::text[], $17::text[], $18::int[], $19::text[], $20::text[], $21::text[], $22::text[], $23::text[], $24::text[], $25::text[], $26::text[],
            $27::text[], $28::text[], $29::timestamptz[], $30::interval[], $31::text[], $32::text[])),
        started AS (
          INSERT INTO medusa.episodes
            (owner, id, root, member, parent, environment, version, scenario, seed, task, label, labels, request_id, session, status, created_at, ended_at, deadline_at, idle_timeout,
             plugin, plugin_version)
          SELECT o.owner, o.id, o.root, o.member, o.parent, o.environment, o.version, o.scenario, o.seed, o.task, o.label, o.labels, o.request_id, o.session, b.status, b.wall_time,
            CASE WHEN b.ends THEN b.wall_time END, o.deadline_at, o.idle_timeout, o.plugin, o.plugin_version
          FROM o JOIN b USING (owner, id)
          ORDER BY o.owner, o.id
          ON CONFLICT DO NOTHING
          RETURNING episode, owner, id),
        added AS (
          INSERT INTO medusa.events (episode, idx, {Values})
          SELECT s.episode, 0, b.kind, b.step, b.action, b.request_id, b.reward, b.cumulative_reward, b.status, b.end_reason, b.state_digest, b.wall_time, b.checksum, b.event
          FROM started s JOIN b USING (owner, id))
        SELECT owner, id FROM started
        """;

    private const string TakenRequests =
        "SELECT e.owner, e.request_id FROM unnest($1::text[], $2::text[]) b (owner, request_id) JOIN medusa.episodes e USING (owner, request_id)";

    private readonly NpgsqlBatch?[] prepared = new NpgsqlBatch?[4];

    /// <summary>Writes events of different episodes and fills in their outcomes. What goes on and what begins share a round trip and a transaction.</summary>
    /// <param name="batch">The events, at most one of an episode.</param>
    /// <exception cref="NpgsqlException">Nothing is known of the outcome.</exception>
    public async ValueTask WriteAsync(List<PendingAppend> batch)
    {
        await WriteAsync(
            batch.FindAll(static append => append.Index > 0 || append.Beginning is null),
            batch.FindAll(static append => append.Index == 0 && append.Beginning is { Session: null })).ConfigureAwait(false);
        foreach (var append in batch)
        {
            if (append is { Index: 0, Beginning: { Session: { } session, Generation: var generation } })
            {
                await BeginInSessionAsync(append, session, generation).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask WriteAsync(List<PendingAppend> going, List<PendingAppend> beginning)
    {
        if (going.Count + beginning.Count == 0)
        {
            return;
        }

        var statements = await PreparedAsync(going.Count > 0, beginning.Count > 0).ConfigureAwait(false);
        if (going.Count > 0)
        {
            BindEvents(statements.BatchCommands[0].Parameters, going);
        }

        if (beginning.Count > 0)
        {
            BindEvents(statements.BatchCommands[^1].Parameters, beginning);
            BindOrigins(statements.BatchCommands[^1].Parameters, beginning);
        }

        var written = new HashSet<(string, string)>(going.Count + beginning.Count);
        await using (var rows = await statements.ExecuteReaderAsync().ConfigureAwait(false))
        {
            do
            {
                while (await rows.ReadAsync().ConfigureAwait(false))
                {
                    written.Add((rows.GetString(0), rows.GetString(1)));
                }
            }
            while (await rows.NextResultAsync().ConfigureAwait(false));
        }

        Assign(going, written);
        Assign(beginning, written);
        await NameTakenRequestsAsync(beginning).ConfigureAwait(false);
    }

    /// <summary>The session's row is locked first, so that of an attach and a start one is wholly before the other.</summary>
    private async ValueTask BeginInSessionAsync(PendingAppend append, string session, int generation)
    {
        var owner = append.Episode.Owner.Value;
        await using var transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        await using var ask = new NpgsqlCommand("SELECT generation FROM medusa.sessions WHERE owner = $1 AND session = $2 FOR UPDATE", connection)
        {
            Parameters = { new NpgsqlParameter { Value = owner }, new NpgsqlParameter { Value = session } },
        };
        if (await ask.ExecuteScalarAsync().ConfigureAwait(false) is not int current || current != generation)
        {
            append.Outcome = AppendOutcome.SessionSuperseded;
            return;
        }

        await WriteAsync([], [append]).ConfigureAwait(false);
        await using var move = new NpgsqlCommand("UPDATE medusa.sessions SET episode = $3 WHERE owner = $1 AND session = $2", connection)
        {
            Parameters = { new NpgsqlParameter { Value = owner }, new NpgsqlParameter { Value = session }, new NpgsqlParameter { Value = append.Episode.Id.Value } },
        };
        if (append.Outcome == AppendOutcome.Appended)
        {
            await move.ExecuteNonQueryAsync().ConfigureAwait(false);
        }

        await transaction.CommitAsync().ConfigureAwait(false);
    }

    private async ValueTask NameTakenRequestsAsync(List<PendingAppend> batch)
    {
        var refused = batch.FindAll(static append => append is { Outcome: AppendOutcome.Conflict, Beginning.RequestId: not null });
        if (refused.Count == 0)
        {
            return;
        }

        await using var ask = new NpgsqlCommand(TakenRequests, connection);
        Add(ask.Parameters, NpgsqlDbType.Text, refused.ConvertAll(static append => append.Episode.Owner.Value).ToArray());
        Add(ask.Parameters, NpgsqlDbType.Text, refused.ConvertAll(static append => append.Beginning!.RequestId).ToArray());
        var taken = new HashSet<(string, string)>();
        await using var rows = await ask.ExecuteReaderAsync().ConfigureAwait(false);
        while (await rows.ReadAsync().ConfigureAwait(false))
        {
            taken.Add((rows.GetString(0), rows.GetString(1)));
        }

        foreach (var append in refused)
        {
            if (taken.Contains((append.Episode.Owner.Value, append.Beginning!.RequestId!)))
            {
                append.Outcome = AppendOutcome.RequestTaken;
            }
        }
    }

    private static void Assign(List<PendingAppend> batch, HashSet<(string, string)> written)
    {
        foreach (var append in batch)
        {
            append.Outcome = written.Contains((append.Episode.Owner.Value, append.Episode.Id.Value)) ? AppendOutcome.Appended : AppendOutcome.Conflict;
        }
    }

    private static void BindEvents(NpgsqlParameterCollection parameters, List<PendingAppend> batch)
    {
        var at = 0;
        Bind(parameters, at++, batch, static append => append.Episode.Owner.Value);
        Bind(parameters, at++, batch, static append => append.Episode.Id.Value);
        Bind(parameters, at++, batch, static append => append.Index);
        Bind(parameters, at++, batch, static append => append.Row.Kind);
        Bind(parameters, at++, batch, static append => append.Row.Step);
        Bind(parameters, at++, batch, static append => append.Row.Action);
        Bind(parameters, at++, batch, static append => append.Row.RequestId);
        Bind(parameters, at++, batch, static append => append.Row.Reward);
        Bind(parameters, at++, batch, static append => append.Row.CumulativeReward);
        Bind(parameters, at++, batch, static append => append.Row.Status);
        Bind(parameters, at++, batch, static append => append.Row.EndReason);
        Bind(parameters, at++, batch, static append => append.Row.StateDigest);
        Bind(parameters, at++, batch, static append => append.Row.WallTime.UtcDateTime);
        Bind(parameters, at++, batch, static append => (long)append.Row.Checksum);
        Bind(parameters, at++, batch, static append => append.Row.Bytes);
        Bind(parameters, at, batch, static append => append.Row.EndsEpisode);
    }

    private static void BindOrigins(NpgsqlParameterCollection parameters, List<PendingAppend> batch)
    {
        var at = 16;
        Bind(parameters, at++, batch, static append => append.Episode.Id.Root.ToString());
        Bind(parameters, at++, batch, static append => append.Episode.Id.Number);
        Bind(parameters, at++, batch, static append => append.Parent?.Value);
        Bind(parameters, at++, batch, static append => append.Beginning!.Environment);
        Bind(parameters, at++, batch, static append => append.Beginning!.Version);
        Bind(parameters, at++, batch, static append => JournalText.Clean(append.Beginning!.Scenario));
        Bind(parameters, at++, batch, static append => append.Beginning!.Seed.Number.ToString(CultureInfo.InvariantCulture));
        Bind(parameters, at++, batch, static append => append.Beginning!.Task);
        Bind(parameters, at++, batch, static append => JournalText.Clean(append.Beginning!.Label));
        Bind(parameters, at++, batch, static append => CanonicalJson.Text(append.Beginning!.Labels));
        Bind(parameters, at++, batch, static append => append.Beginning!.RequestId);
        Bind(parameters, at++, batch, static append => append.Beginning!.Session);
        Bind(parameters, at++, batch, static append => append.Beginning!.Deadline?.UtcDateTime);
        Bind(parameters, at++, batch, static append => append.Beginning!.IdleTimeout);
        Bind(parameters, at++, batch, static append => JournalText.Clean(append.Beginning!.Provenance.Id));
        Bind(parameters, at, batch, static append => JournalText.Clean(append.Beginning!.Provenance.Version));
    }

    private static void Bind<T>(NpgsqlParameterCollection parameters, int at, List<PendingAppend> batch, Func<PendingAppend, T> value)
    {
        var values = new T[batch.Count];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = value(batch[index]);
        }

        parameters[at].Value = values;
    }

    private static void Add(NpgsqlParameterCollection parameters, NpgsqlDbType type, object? value) =>
        parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | type, Value = value });

    private async ValueTask<NpgsqlBatch> PreparedAsync(bool continues, bool begins)
    {
        var shape = (continues ? 1 : 0) + (begins ? 2 : 0);
        if (prepared[shape] is { } known)
        {
            return known;
        }

        var statements = new NpgsqlBatch(connection);
        if (continues)
        {
            statements.BatchCommands.Add(Statement(Continue, 16));
        }

        if (begins)
        {
            statements.BatchCommands.Add(Statement(Begin, 32));
        }

        await statements.PrepareAsync().ConfigureAwait(false);
        return prepared[shape] = statements;
    }

    private static NpgsqlBatchCommand Statement(string sql, int parameters)
    {
        NpgsqlDbType[] types =
        [
            NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Integer, NpgsqlDbType.Text, NpgsqlDbType.Integer, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Double, NpgsqlDbType.Double,
            NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.TimestampTz, NpgsqlDbType.Bigint, NpgsqlDbType.Bytea, NpgsqlDbType.Boolean,
            NpgsqlDbType.Text, NpgsqlDbType.Integer, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text,
            NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.TimestampTz, NpgsqlDbType.Interval,
            NpgsqlDbType.Text, NpgsqlDbType.Text,
        ];
        var command = new NpgsqlBatchCommand(sql);
        foreach (var type in types.AsSpan(0, parameters))
        {
            Add(command.Parameters, type, null);
        }

        return command;
    }
}

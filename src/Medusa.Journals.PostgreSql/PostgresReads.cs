using Medusa.Episodes;
using Npgsql;
using NpgsqlTypes;

namespace Medusa.Journals.PostgreSql;

/// <summary>The journal's questions. Each takes a pooled connection for one statement, prepared by Npgsql once it is asked often.</summary>
/// <param name="source">Where connections come from.</param>
internal sealed class PostgresReads(NpgsqlDataSource source)
{
    private const int MaxAttempts = 3;
    private const string Of = "FROM medusa.episodes e JOIN medusa.events v USING (episode) WHERE e.owner = $1 AND e.id = $2";

    /// <summary>All events of an episode.</summary>
    public ValueTask<IReadOnlyList<EpisodeEvent>> EventsAsync(EpisodeKey key, bool withReplies, CancellationToken cancellation) => AskAsync<IReadOnlyList<EpisodeEvent>>(
        $"SELECT v.idx, v.checksum, v.event {Of} ORDER BY v.idx",
        async rows =>
        {
            var events = new List<EpisodeEvent>();
            while (await rows.ReadAsync(cancellation).ConfigureAwait(false))
            {
                events.Add(Event(rows, 0, withReplies));
            }

            return events;
        },
        cancellation, key.Owner.Value, key.Id.Value);

    /// <summary>How many events an episode has.</summary>
    public async ValueTask<int> CountAsync(EpisodeKey key, CancellationToken cancellation) =>
        (int)await AskAsync($"SELECT count(*) {Of}", FirstAsync<long>, cancellation, key.Owner.Value, key.Id.Value).ConfigureAwait(false);

    /// <summary>One step.</summary>
    public ValueTask<StepTaken?> StepAsync(EpisodeKey key, int step, CancellationToken cancellation) => AskAsync(
        $"SELECT v.idx, v.checksum, v.event {Of} AND v.step = $3 AND v.kind = 'step_taken'",
        async rows => await rows.ReadAsync(cancellation).ConfigureAwait(false) ? (StepTaken)Event(rows, 0, withReply: true) : null,
        cancellation, key.Owner.Value, key.Id.Value, step);

    /// <summary>The episode of a request.</summary>
    public ValueTask<EpisodeKey?> RequestAsync(Owner owner, string requestId, CancellationToken cancellation) => AskAsync<EpisodeKey?>(
        "SELECT id FROM medusa.episodes WHERE owner = $1 AND request_id = $2",
        async rows => await rows.ReadAsync(cancellation).ConfigureAwait(false) ? new EpisodeKey(owner, IdOf(rows.GetString(0))) : null,
        cancellation, owner.Value, requestId);

    /// <summary>The greatest number of a family's members.</summary>
    public ValueTask<int> LastMemberAsync(Owner owner, string root, CancellationToken cancellation) =>
        AskAsync("SELECT coalesce(max(member), 0) FROM medusa.episodes WHERE owner = $1 AND root = $2 AND member IS NOT NULL", FirstAsync<int>, cancellation, owner.Value, root);

    /// <summary>Attaches to a session.</summary>
    public async ValueTask<SessionAttachment> AttachAsync(Owner owner, string session, CancellationToken cancellation) => (await AskAsync(
        """
        INSERT INTO medusa.sessions AS s (owner, session, generation) VALUES ($1, $2, 1)
        ON CONFLICT (owner, session) DO UPDATE SET generation = s.generation + 1 RETURNING generation, episode
        """,
        AttachmentAsync, cancellation, owner.Value, session).ConfigureAwait(false))!.Value;

    /// <summary>Where a session stands.</summary>
    public ValueTask<SessionAttachment?> SessionAsync(Owner owner, string session, CancellationToken cancellation) =>
        AskAsync("SELECT generation, episode FROM medusa.sessions WHERE owner = $1 AND session = $2", AttachmentAsync, cancellation, owner.Value, session);

    /// <summary>A page of an owner's episodes.</summary>
    public ValueTask<EpisodeHeadPage> HeadsAsync(Owner owner, string after, CancellationToken cancellation) => AskAsync(
        """
        SELECT e.id, v.idx, v.checksum, v.event
        FROM (SELECT episode, id FROM medusa.episodes WHERE owner = $1 AND id > $2 ORDER BY id LIMIT $3) e
        CROSS JOIN LATERAL (
          (SELECT idx, checksum, event FROM medusa.events WHERE episode = e.episode AND idx = 0)
          UNION ALL
          (SELECT idx, checksum, event FROM medusa.events WHERE episode = e.episode AND idx > 0 ORDER BY idx DESC LIMIT 3)) v
        ORDER BY e.id, v.idx
        """,
        async rows =>
        {
            var heads = new List<EpisodeHead>();
            var events = new List<(int, long, byte[])>();
            string? id = null;
            var episodes = 0;
            while (await rows.ReadAsync(cancellation).ConfigureAwait(false))
            {
                if (id is not null && rows.GetString(0) != id)
                {
                    AddHead();
                }

                id = rows.GetString(0);
                events.Add((rows.GetInt32(1), rows.GetInt64(2), rows.GetFieldValue<byte[]>(3)));
            }

            if (id is not null)
            {
                AddHead();
            }

            return new EpisodeHeadPage(heads, episodes == EpisodeHeadPage.Size ? id : null);

            void AddHead()
            {
                episodes++;
                if (EpisodeHead.Of(new EpisodeKey(owner, IdOf(id)), events) is { } head)
                {
                    heads.Add(head);
                }

                events.Clear();
            }
        },
        cancellation, owner.Value, after, EpisodeHeadPage.Size);

    /// <summary>Whether an episode was removed.</summary>
    public ValueTask<bool> HasTombstoneAsync(EpisodeKey key, CancellationToken cancellation) =>
        AskAsync("SELECT EXISTS (SELECT 1 FROM medusa.tombstones WHERE owner = $1 AND id = $2)", FirstAsync<bool>, cancellation, key.Owner.Value, key.Id.Value);

    /// <summary>Running episodes past their deadline or idle time-out.</summary>
    public ValueTask<List<EpisodeKey>> OverdueAsync(DateTimeOffset now, int limit, CancellationToken cancellation) => AskAsync(
        """
        SELECT owner, id FROM medusa.episodes WHERE ended_at IS NULL AND deadline_at IS NOT NULL AND deadline_at <= $1
        UNION
        SELECT e.owner, e.id FROM medusa.episodes e WHERE e.ended_at IS NULL AND e.idle_timeout IS NOT NULL
          AND (SELECT wall_time FROM medusa.events v WHERE v.episode = e.episode ORDER BY idx DESC LIMIT 1) + e.idle_timeout <= $1
        LIMIT $2
        """,
        rows => KeysAsync(rows, cancellation), cancellation, now.UtcDateTime, limit);

    /// <summary>Which environments and plugins the episodes began under.</summary>
    public ValueTask<IReadOnlyList<EnvironmentUse>> UsesAsync(CancellationToken cancellation) => AskAsync(
        """
        SELECT environment, version, plugin, plugin_version, count(*) - count(ended_at), count(ended_at), max(created_at), max(ended_at)
        FROM medusa.episodes GROUP BY environment, version, plugin, plugin_version
        """,
        async rows =>
        {
            var uses = new List<EnvironmentUse>();
            while (await rows.ReadAsync(cancellation).ConfigureAwait(false))
            {
                uses.Add(new EnvironmentUse(rows.GetString(0), rows.GetString(1), rows.IsDBNull(2) ? null : rows.GetString(2), rows.IsDBNull(3) ? null : rows.GetString(3))
                {
                    Running = rows.GetInt64(4),
                    Ended = rows.GetInt64(5),
                    NewestStart = rows.GetFieldValue<DateTimeOffset>(6),
                    NewestEnd = rows.IsDBNull(7) ? null : rows.GetFieldValue<DateTimeOffset>(7),
                });
            }

            return EnvironmentUse.Sum(uses);
        },
        cancellation);

    /// <summary>Asks one question, again where the connection had been cut: each question may be asked twice.</summary>
    /// <exception cref="JournalException">The database does not answer.</exception>
    public async ValueTask<T> AskAsync<T>(string sql, Func<NpgsqlDataReader, Task<T>> read, CancellationToken cancellation, params object[] values)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await AskOnceAsync(sql, read, values, cancellation).ConfigureAwait(false);
            }
            catch (Exception cut) when (attempt < MaxAttempts && WasCut(cut))
            {
                // The pool's other connections were most likely cut too.
                source.Clear();
            }
            catch (Exception error) when (error is NpgsqlException or TimeoutException or IOException or System.Net.Sockets.SocketException)
            {
                throw new JournalException($"The journal cannot be read: {error.Message.ReplaceLineEndings(" ")}", error);
            }
        }
    }

    /// <summary>The keys of rows of owner and id.</summary>
    public static async Task<List<EpisodeKey>> KeysAsync(NpgsqlDataReader rows, CancellationToken cancellation)
    {
        var keys = new List<EpisodeKey>();
        while (await rows.ReadAsync(cancellation).ConfigureAwait(false))
        {
            keys.Add(new EpisodeKey(new Owner(rows.GetString(0)), IdOf(rows.GetString(1))));
        }

        return keys;
    }

    private async ValueTask<T> AskOnceAsync<T>(string sql, Func<NpgsqlDataReader, Task<T>> read, object[] values, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(value is DateTime instant ? new NpgsqlParameter { Value = instant, NpgsqlDbType = NpgsqlDbType.TimestampTz } : new NpgsqlParameter { Value = value });
        }

        await using var rows = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        return await read(rows).ConfigureAwait(false);
    }

    private static bool WasCut(Exception error) => error switch
    {
        PostgresException answered => answered.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown,
        NpgsqlException { InnerException: IOException } => true,
        _ => error is IOException,
    };

    private static async Task<SessionAttachment?> AttachmentAsync(NpgsqlDataReader rows) =>
        await rows.ReadAsync().ConfigureAwait(false) ? new SessionAttachment(rows.GetInt32(0), rows.IsDBNull(1) ? null : IdOf(rows.GetString(1))) : null;

    private static async Task<T> FirstAsync<T>(NpgsqlDataReader rows)
    {
        await rows.ReadAsync().ConfigureAwait(false);
        return rows.GetFieldValue<T>(0);
    }

    private static EpisodeEvent Event(NpgsqlDataReader row, int at, bool withReply) =>
        EventRow.Read(row.GetInt32(at), row.GetFieldValue<byte[]>(at + 2), row.GetInt64(at + 1), withReply);

    private static EpisodeId IdOf(string text) => EpisodeId.TryParse(text, out var id) ? id : throw new JournalDamageException(0);
}

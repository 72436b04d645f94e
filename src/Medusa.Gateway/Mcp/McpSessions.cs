using System.Collections.Concurrent;
using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>The MCP sessions over HTTP. Each takes a place of the gate and is ended when it was not used for <see cref="GatewayOptions.McpIdleTimeout"/>.</summary>
/// <param name="gate">The places.</param>
/// <param name="factory">Makes the sessions.</param>
/// <param name="options">The idle time.</param>
/// <param name="clock">The time.</param>
internal sealed class McpSessions(SessionGate gate, SessionFactory factory, GatewayOptions options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, McpSession> sessions = new(StringComparer.Ordinal);

    /// <summary>Starts a session.</summary>
    /// <param name="caller">Whose it is.</param>
    /// <param name="environment">The environment's name.</param>
    /// <returns>The session, or null where every place is taken.</returns>
    public async Task<McpSession?> CreateAsync(Caller caller, string environment)
    {
        await EndIdleAsync();
        if (!await gate.EnterAsync(TimeSpan.Zero))
        {
            return null;
        }

        var session = new McpSession(EpisodeId.New().Value, caller, factory.Create(caller, environment)) { LastUsed = clock.GetTimestamp() };
        sessions[session.Id] = session;
        session.Ending = caller.Key.Ended.UnsafeRegister(_ => _ = EndAsync(session), null);
        return session;
    }

    /// <summary>A session of the caller, or null.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="id">The session's id.</param>
    public McpSession? Find(Caller caller, string id)
    {
        if (!sessions.TryGetValue(id, out var session) || !session.Caller.IsSameAs(caller) || session.IsClosing)
        {
            return null;
        }

        session.LastUsed = clock.GetTimestamp();
        return session;
    }

    /// <summary>Ends a session, or has it end when its socket goes.</summary>
    /// <param name="session">The session.</param>
    /// <returns>Whether it has ended.</returns>
    public async Task<bool> EndAsync(McpSession session)
    {
        if (session.IsAttached)
        {
            session.IsClosing = true;
            return false;
        }

        if (sessions.TryRemove(session.Id, out _))
        {
            gate.Leave();
            session.Ending.Unregister();
            await session.Environment.CloseAsync("session_closed");
        }

        return true;
    }

    /// <summary>Notes that a session's socket is gone.</summary>
    /// <param name="session">The session.</param>
    public async Task DetachAsync(McpSession session)
    {
        session.Detach();
        session.LastUsed = clock.GetTimestamp();
        if (session.IsClosing)
        {
            await EndAsync(session);
        }
    }

    /// <summary>The places of sessions, for the refusal when all are taken.</summary>
    public (int Active, int Maximum) Places => (gate.Active, gate.Maximum);

    private async Task EndIdleAsync()
    {
        foreach (var session in sessions.Values)
        {
            if (!session.IsAttached && clock.GetElapsedTime(session.LastUsed) > options.McpIdleTimeout)
            {
                await EndAsync(session);
            }
        }
    }
}

using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>Makes sessions.</summary>
/// <param name="environments">The environments.</param>
/// <param name="initial">Answers before the first reset.</param>
/// <param name="steps">Takes steps.</param>
/// <param name="resets">Starts episodes.</param>
/// <param name="grace">Keeps the episodes of dropped sockets.</param>
/// <param name="agents">What agents get of their episodes.</param>
/// <param name="engine">Where episodes run.</param>
internal sealed class SessionFactory(
    EnvironmentLookup environments, InitialEpisode initial, StepSender steps, EpisodeResets resets, SocketGrace grace, AgentEpisodes agents, IEpisodeEngine engine)
{
    /// <summary>A new session of an environment: an agent's is bound to the agent's episode, whatever asks for it.</summary>
    /// <param name="caller">Whose it is.</param>
    /// <param name="environment">The environment's name.</param>
    /// <param name="attached">The durable session that it goes on with; null for none.</param>
    public IClientSession Create(Caller caller, string environment, KeyedSession? attached = null) => caller.Only is { } only
        ? new AgentSession(environments, environment, new EpisodeKey(caller.Owner, only), agents, steps)
        : new EnvironmentSession(environments, environment, initial, caller.Owner, steps, resets, grace, engine, attached);
}

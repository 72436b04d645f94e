using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>Makes sessions.</summary>
/// <param name="environments">The environments.</param>
/// <param name="initial">Answers before the first reset.</param>
/// <param name="steps">Takes steps.</param>
/// <param name="resets">Starts episodes.</param>
/// <param name="grace">Keeps the episodes of dropped sockets.</param>
/// <param name="engine">Where episodes run.</param>
internal sealed class SessionFactory(EnvironmentLookup environments, InitialEpisode initial, StepSender steps, EpisodeResets resets, SocketGrace grace, IEpisodeEngine engine)
{
    /// <summary>A new session of an environment.</summary>
    /// <param name="owner">Whose it is.</param>
    /// <param name="environment">The environment's name.</param>
    /// <param name="attached">The durable session that it goes on with; null for none.</param>
    public EnvironmentSession Create(Owner owner, string environment, KeyedSession? attached = null) =>
        new(environments, environment, initial, owner, steps, resets, grace, engine, attached);
}

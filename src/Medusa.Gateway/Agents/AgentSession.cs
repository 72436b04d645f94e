using System.Text.Json;
using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>An agent's use of its one episode: it observes and steps, and neither starts nor ends anything. One request at a time.</summary>
/// <param name="environments">The environments.</param>
/// <param name="name">The name of the environment that the connection is about.</param>
/// <param name="episode">The episode.</param>
/// <param name="agents">What agents get of their episodes.</param>
/// <param name="steps">Takes the steps.</param>
internal sealed class AgentSession(EnvironmentLookup environments, string name, EpisodeKey episode, AgentEpisodes agents, StepSender steps) : IClientSession
{
    private string? id;
    private long taken;
    private bool isHeadKnown;

    /// <inheritdoc/>
    public string Id => id ??= EpisodeId.New().Value;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public LoadedEnvironment? Environment => environments.Catalogue.Find(name);

    /// <inheritdoc/>
    public bool IsSuperseded => false;

    /// <inheritdoc/>
    public bool IsAgents => true;

    /// <summary>The first observation, where no step was taken; what the reset asks for beside does not count.</summary>
    /// <param name="data">The arguments.</param>
    public async ValueTask<EpisodeReply> ResetAsync(JsonElement data) =>
        await FindHeadAsync() is { } problem ? EpisodeReply.Refused(problem)
        : taken > 0 ? EpisodeReply.Refused(AgentRefusals.Begun)
        : await agents.ObserveAsync(episode);

    /// <inheritdoc/>
    public async ValueTask<EpisodeReply> StepAsync(JsonElement action)
    {
        if (!isHeadKnown && await FindHeadAsync() is { } problem)
        {
            return EpisodeReply.Refused(problem);
        }

        var reply = await steps.SendAsync(new StepEpisode(episode.Owner, episode.Id, action) { Step = EnvironmentSession.NamesItself(action) ? null : taken + 1, EchoAfterEnd = true });
        taken = reply.Problem is null ? Math.Max(taken, reply.Step) : taken;
        // Somebody else may step the episode too.
        isHeadKnown = reply.Problem?.Code is not (ProblemCode.OutcomeUnknown or ProblemCode.StepConflict);
        return reply;
    }

    /// <inheritdoc/>
    public ValueTask<EpisodeReply> StateAsync() => ValueTask.FromResult(EpisodeReply.Refused(AgentRefusals.State));

    /// <summary>Closes nothing: the episode is its owner's.</summary>
    /// <param name="reason">Why.</param>
    public ValueTask CloseAsync(string reason) => default;

    /// <summary>Ends nothing: the episode is its owner's.</summary>
    /// <param name="end">How the socket ended.</param>
    public ValueTask EndAsync(SocketEnd end) => default;

    private async ValueTask<Problem?> FindHeadAsync()
    {
        var summary = await agents.FindAsync(episode, name);
        isHeadKnown = summary.Problem is null;
        taken = summary.Problem is null ? summary.Step : taken;
        return summary.Problem;
    }
}

using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>What agents get of their episodes.</summary>
/// <param name="engine">Where episodes run.</param>
internal sealed class AgentEpisodes(IEpisodeEngine engine)
{
    /// <summary>Where an agent's episode stands, if a route of an environment is the episode's.</summary>
    /// <param name="episode">The episode.</param>
    /// <param name="environment">The environment's name.</param>
    /// <returns>The summary, or the refusal.</returns>
    public async ValueTask<EpisodeReply> FindAsync(EpisodeKey episode, string environment)
    {
        var summary = await engine.QueryAsync(new QueryEpisode(episode.Owner, episode.Id, EpisodeQueryKind.Summary));
        return summary.Problem is null && !string.Equals(EpisodeStanding.Read(summary).Environment, environment, StringComparison.OrdinalIgnoreCase)
            ? EpisodeReply.Refused(AgentRefusals.Unknown)
            : summary;
    }

    /// <summary>The last step result as it was recorded, without what tells the scenario.</summary>
    /// <param name="episode">The episode.</param>
    public async ValueTask<EpisodeReply> ObserveAsync(EpisodeKey episode)
    {
        var reply = await engine.QueryAsync(new QueryEpisode(episode.Owner, episode.Id, EpisodeQueryKind.Observation));
        return reply.Problem is null ? AgentView.Of(reply) : reply;
    }
}

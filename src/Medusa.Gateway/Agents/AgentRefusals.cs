using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>What agents' tokens do not reach.</summary>
internal static class AgentRefusals
{
    /// <summary>The refusal of a route.</summary>
    public static Problem Route { get; } = new(ProblemCode.Forbidden, "An agent's token reaches the observation and the steps of its one episode and nothing else: use the API key.");

    /// <summary>The refusal of the state.</summary>
    public static Problem State { get; } = new(ProblemCode.Forbidden, "An agent's token does not show the state: the observation is what an agent sees.");

    /// <summary>The refusal of a reset once the episode has begun.</summary>
    public static Problem Begun { get; } = new(ProblemCode.Forbidden, "An agent's token is for one episode, which has begun: go on with a step.");

    /// <summary>The refusal of another episode, or of the token's own under another environment.</summary>
    public static Problem Unknown { get; } = new(ProblemCode.UnknownEpisode, "There is no such episode.");
}

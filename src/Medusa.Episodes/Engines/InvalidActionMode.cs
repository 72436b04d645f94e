namespace Medusa.Episodes;

/// <summary>What an action that is not valid does.</summary>
public enum InvalidActionMode
{
    /// <summary>It is refused and nothing is counted; 50 in a row end the episode as truncated (<c>invalid_actions</c>).</summary>
    Error = 0,

    /// <summary>It counts as a step with the environment's step penalty; the tables stay as they are and the message lists the valid actions.</summary>
    Step = 1,
}

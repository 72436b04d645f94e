namespace Medusa.Operators.Abstractions;

/// <summary>Where an episode stands.</summary>
public enum EpisodeStatus
{
    /// <summary>Before the first reset: there is no episode yet.</summary>
    Initial = 0,

    /// <summary>Steps can be taken.</summary>
    Running = 1,

    /// <summary>An operator ended it.</summary>
    Terminated = 2,

    /// <summary>A limit ended it, such as the number of steps.</summary>
    Truncated = 3,
}

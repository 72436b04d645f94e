namespace Medusa.Operators.Abstractions;

/// <summary>What OpenEnv clients get for a step that is sent when the episode does not run. The native API always answers <c>episode_done</c>.</summary>
public enum StepsAfterEnd
{
    /// <summary>A typed error.</summary>
    Error = 0,

    /// <summary>An observation with reward 0.0 and done true, neither journaled nor counted.</summary>
    Echo = 1,
}

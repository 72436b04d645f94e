namespace Medusa.Operators.Abstractions;

/// <summary>What the agent sees, and what <c>/state</c> shows. Pure; called concurrently.</summary>
public interface IObserver
{
    /// <summary>The observation's fields. The base fields <c>done</c>, <c>reward</c> and <c>metadata</c> of OpenEnv are not among them.</summary>
    ObjectDescriptor Observation { get; }

    /// <summary>Writes the observation: one JSON object with exactly the described fields.</summary>
    /// <param name="context">The episode after the step, message and metrics.</param>
    /// <param name="json">Where to write it.</param>
    void WriteObservation(in ObservationContext context, JsonBuffer json);

    /// <summary>Writes the environment's own fields of the state into the object that is open; the host has written <c>episode_id</c> and <c>step_count</c>.</summary>
    /// <param name="episode">The episode, maybe before its first reset.</param>
    /// <param name="json">Where to write them.</param>
    void WriteState(EpisodeView episode, JsonBuffer json);
}

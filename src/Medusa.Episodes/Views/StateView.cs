using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>The environment's state as OpenEnv's <c>/state</c> gives it: <c>episode_id</c>, <c>step_count</c> and the environment's own fields.</summary>
public static class StateView
{
    /// <summary>Writes the state of an episode, or of an environment before its first reset (<see cref="EpisodeFold.Initial"/>).</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="view">The episode.</param>
    /// <param name="json">Where to write it: one object.</param>
    /// <returns>Always null: a state can always be shown.</returns>
    public static Problem? Write(EnvironmentDefinition environment, EpisodeView view, JsonBuffer json)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(json);
        json.StartObject();
        json.Name("episode_id"u8);
        json.Text(view.Label);
        json.Name("step_count"u8);
        json.Integer(view.Step);
        environment.Observer.WriteState(view, json);
        json.EndObject();
        return null;
    }
}

using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>Writes JSON schemas (draft 2020-12) from descriptors, in the form that OpenEnv's servers use.</summary>
public static partial class SchemaWriter
{
    /// <summary>The schema of an environment's action, with OpenEnv's base field <c>metadata</c>.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="json">Where to write it: one object.</param>
    public static void WriteAction(EnvironmentDefinition environment, JsonBuffer json) => Action(environment, json);

    /// <summary>The schema of an environment's observation, with OpenEnv's base fields <c>done</c>, <c>reward</c> and <c>metadata</c>.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="json">Where to write it: one object.</param>
    public static void WriteObservation(EnvironmentDefinition environment, JsonBuffer json) => Observation(environment, json);

    /// <summary>The schema of OpenEnv's state: <c>episode_id</c> and <c>step_count</c>, others allowed.</summary>
    /// <param name="json">Where to write it: one object.</param>
    public static void WriteState(JsonBuffer json) => State(json);

    /// <summary>The schema of any described object.</summary>
    /// <param name="descriptor">The object.</param>
    /// <param name="json">Where to write it: one object.</param>
    public static void WriteObject(ObjectDescriptor descriptor, JsonBuffer json) => Object(descriptor, json);
}

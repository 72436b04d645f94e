namespace Medusa.Operators.Abstractions;

/// <summary>What an observation is made from.</summary>
/// <param name="Episode">The episode after the step, or after reset.</param>
/// <param name="Message">The operator's message, or the scenario's.</param>
/// <param name="Metrics">The operator's metrics, or the scenario's.</param>
/// <param name="IsEcho">Whether this answers a step that was not taken because the episode does not run: see <see cref="EnvironmentDefinition.StepsAfterEnd"/>.</param>
public readonly record struct ObservationContext(EpisodeView Episode, string Message, Record Metrics, bool IsEcho);

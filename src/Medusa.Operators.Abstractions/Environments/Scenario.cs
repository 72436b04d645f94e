namespace Medusa.Operators.Abstractions;

/// <summary>The beginning of an episode. Immutable: many episodes share one.</summary>
/// <param name="Name">What the scenario is called, such as <c>clean_0</c>.</param>
/// <param name="State">The initial state.</param>
/// <param name="Message">The message of the first observation.</param>
/// <param name="Metrics">The metrics of the first observation.</param>
/// <param name="MaxSteps">The number of steps after which the episode is truncated; at least 1.</param>
public sealed record Scenario(string Name, EpisodeState State, string Message, Record Metrics, int MaxSteps);

using System.Text.Json;

namespace Medusa.Client;

/// <summary>What an OpenEnv server answers to a reset or a step.</summary>
/// <param name="Observation">The environment's own fields, as sent.</param>
/// <param name="Reward">The step's reward; null after a reset.</param>
/// <param name="Done">Whether the episode has ended.</param>
/// <param name="Metadata">What the server says beside the observation; null where it says nothing.</param>
public sealed record OpenEnvObservation(JsonElement Observation, double? Reward, bool Done, JsonElement? Metadata);

using System.Text.Json;

namespace Medusa.Client;

/// <summary>What the server answers to a start or a step.</summary>
/// <param name="EpisodeId">The episode.</param>
/// <param name="Environment">The environment's name.</param>
/// <param name="Step">The number of steps taken: 0 after the start.</param>
/// <param name="Observation">The environment's own fields, as sent.</param>
/// <param name="Reward">The step's reward; null at step 0.</param>
/// <param name="Done">Whether the episode has ended.</param>
/// <param name="Metadata">What Medusa says beside the observation.</param>
public sealed record StepResult(
    string EpisodeId,
    string Environment,
    int Step,
    JsonElement Observation,
    double? Reward,
    bool Done,
    StepMetadata Metadata);

using System.Text.Json;

namespace Medusa.Episodes;

/// <summary>Takes a step.</summary>
/// <param name="Owner">The caller.</param>
/// <param name="Id">The episode.</param>
/// <param name="Action">
/// The action as sent, an object. Its field <c>metadata</c> may hold <c>step</c> or <c>request_id</c>, which count where the parameters below are null.
/// </param>
public sealed record StepEpisode(Owner Owner, EpisodeId Id, JsonElement Action)
{
    /// <summary>"Take step n", 1 for the first; null takes the next.</summary>
    public long? Step { get; init; }

    /// <summary>The client's id of this request, 1 to 255 characters, scoped to the episode.</summary>
    public string? RequestId { get; init; }

    /// <summary>Whether a step after the end is echoed where the environment says so (OpenEnv) instead of refused.</summary>
    public bool EchoAfterEnd { get; init; }

    /// <summary>Whether the caller has sent the step to the engine before and sends it again by itself, so that it counts as one step where steps are counted.</summary>
    public bool IsRepeat { get; init; }

    /// <summary>The same step with JSON of its own: it may wait for longer than its caller does, who may then take the memory back.</summary>
    public StepEpisode Kept() => this with { Action = JsonText.Kept(Action) };
}

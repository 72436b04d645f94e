using System.Text.Json;

namespace Medusa.Client;

/// <summary>A step in a batch.</summary>
/// <param name="EpisodeId">The episode.</param>
/// <param name="Action">The action: anything that serialises to a JSON object, such as <c>new { action = "SYNC_CHECK" }</c>.</param>
/// <param name="Step">"Take step n", 1 for the first; null takes the next.</param>
/// <param name="RequestId">The id of this request, 1 to 255 characters, scoped to the episode; null for none.</param>
public sealed record StepEntry(string EpisodeId, object Action, int? Step = null, string? RequestId = null) : BatchEntry
{
    /// <inheritdoc/>
    internal override bool IsRepeatable => Step is not null || RequestId is not null;

    /// <inheritdoc/>
    internal override JsonElement Encode() => JsonSerializer.SerializeToElement(this, MedusaJson.Options);
}

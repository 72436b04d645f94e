using System.Text.Json;

namespace Medusa.Client;

/// <summary>The start of one episode in a batch. Without a request id the client draws one, so that it can be sent again.</summary>
/// <param name="Request">What to start: one episode.</param>
public sealed record CreateEntry(EpisodeRequest Request) : BatchEntry
{
    /// <inheritdoc/>
    internal override bool IsRepeatable => true;

    /// <inheritdoc/>
    internal override JsonElement Encode() => Request.Seeds is null && Request.Count is null or 1
        ? JsonSerializer.SerializeToElement(new { create = Request.Named() }, MedusaJson.Options)
        : throw new ArgumentException("An entry of a batch starts one episode; use CreateAsync for seeds and groups.");
}

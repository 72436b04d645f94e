using System.Text.Json;

namespace Medusa.Client;

/// <summary>
/// One running episode. Every step carries its number, so that a step whose answer was lost is repeated and not taken twice. Not for concurrent use.
/// Disposing closes the episode.
/// </summary>
public sealed class MedusaEpisode : IAsyncDisposable
{
    private readonly MedusaClient client;

    internal MedusaEpisode(MedusaClient client, StepResult start)
    {
        this.client = client;
        Last = start;
    }

    /// <summary>The episode's id.</summary>
    public string Id => Last.EpisodeId;

    /// <summary>The latest step result; step 0 after the start.</summary>
    public StepResult Last { get; private set; }

    /// <summary>Takes the next step.</summary>
    /// <param name="action">The action: anything that serialises to a JSON object, such as <c>new { action = "SYNC_CHECK" }</c>.</param>
    /// <param name="cancellation">Stops waiting; the same action may then be sent again.</param>
    /// <exception cref="MedusaProblemException">The server refused.</exception>
    /// <exception cref="MedusaUnreachableException">No answer came; the same action may be sent again.</exception>
    public async Task<StepResult> StepAsync(object action, CancellationToken cancellation = default) =>
        Last = await client.StepAsync(Id, action, step: Last.Step + 1, cancellation: cancellation);

    /// <summary>Starts episodes that are equal to this one after one of its steps; each handle closes its episode when disposed.</summary>
    /// <param name="at">After which step, 0 for the start; null for where the episode stands.</param>
    /// <param name="count">How many.</param>
    /// <param name="requestId">The id of this request; null lets the client draw one, so that forking is always safe to repeat.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="MedusaProblemException">The server refused.</exception>
    /// <exception cref="MedusaUnreachableException">No answer came.</exception>
    public async Task<IReadOnlyList<MedusaEpisode>> ForkAsync(int? at = null, int count = 1, string? requestId = null, CancellationToken cancellation = default) =>
        [.. (await client.ForkAsync(Id, at, count, requestId, cancellation)).Select(start => new MedusaEpisode(client, start))];

    /// <summary>Lets the server fold the episode again from its journal and compare what each step gave.</summary>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="MedusaProblemException">The server refused.</exception>
    /// <exception cref="MedusaUnreachableException">No answer came.</exception>
    public Task<EpisodeVerification> VerifyAsync(CancellationToken cancellation = default) => client.VerifyAsync(Id, cancellation);

    /// <summary>The environment's state, as OpenEnv's <c>/state</c> gives it.</summary>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<JsonElement> GetStateAsync(CancellationToken cancellation = default) => client.GetStateAsync(Id, cancellation);

    /// <summary>The grader's verdict, once the episode has ended.</summary>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="MedusaProblemException"><c>not_done</c> while the episode runs.</exception>
    public Task<EpisodeGrade> GradeAsync(CancellationToken cancellation = default) => client.GradeAsync(Id, cancellation);

    /// <summary>Closes the episode. A server that cannot be reached any more closes it by itself when it expires.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await client.CloseAsync(Id);
        }
        catch (Exception failure) when (failure is MedusaProblemException or MedusaUnreachableException)
        {
            // Disposal must not hide the exception that led to it; the episode expires on the server.
        }
    }
}

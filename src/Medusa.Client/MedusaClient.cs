using System.Text.Json;

namespace Medusa.Client;

/// <summary>
/// A client of Medusa's native API. Safe for concurrent use.
/// <para>
/// A request is sent again, up to <see cref="MedusaClientOptions.MaxAttempts"/> times, only where that cannot do anything twice. A refusal with 429 or 503 changed
/// nothing, so any request is repeated after it. After a lost connection, a time-out or <c>outcome_unknown</c> a request may have been done: repeated are then reads, closing,
/// starting (which always carries a request id) and steps that carry a step number or a request id, with the same body, for which the server answers
/// the recorded result. A step with neither is not repeated: the exception says that its outcome is unknown.
/// </para>
/// </summary>
public sealed class MedusaClient : IDisposable
{
    private readonly HttpClient http;
    private readonly RequestSender sender;
    private readonly bool ownsHttp;

    /// <summary>A client of the server at an address.</summary>
    /// <param name="address">The server, such as <c>http://127.0.0.1:8000</c>; a path prefix is kept, user-info is sent as Basic.</param>
    /// <param name="options">Key and retries; null takes the defaults.</param>
    public MedusaClient(Uri address, MedusaClientOptions? options = null)
        : this(new HttpClient { BaseAddress = ServerAddress.ForHttp(address), Timeout = Timeout.InfiniteTimeSpan }, options)
    {
        ownsHttp = true;
        http.DefaultRequestHeaders.Authorization = ServerAddress.Authorization(address, options?.ApiKey);
    }

    /// <summary>A client over an HTTP client that the caller owns.</summary>
    /// <param name="http">Has the server's base address, ending with a slash, and whatever authorization is needed.</param>
    /// <param name="options">Retries; null takes the defaults. The key is not applied.</param>
    public MedusaClient(HttpClient http, MedusaClientOptions? options = null)
    {
        this.http = http;
        sender = new RequestSender(http, options ?? new MedusaClientOptions());
    }

    /// <summary>The environments that the server offers.</summary>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="MedusaProblemException">The server refused.</exception>
    /// <exception cref="MedusaUnreachableException">No answer came.</exception>
    public async Task<IReadOnlyList<EnvironmentInfo>> GetEnvironmentsAsync(CancellationToken cancellation = default) =>
        (await ReadAsync<EnvironmentList>("v1/environments", cancellation)).Environments;

    /// <summary>Starts one episode and returns a handle that numbers its steps.</summary>
    /// <param name="request">What to start: one episode.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ArgumentException">The request asks for several.</exception>
    /// <exception cref="MedusaProblemException">The server refused.</exception>
    /// <exception cref="MedusaUnreachableException">No answer came.</exception>
    public async Task<MedusaEpisode> StartAsync(EpisodeRequest request, CancellationToken cancellation = default)
    {
        if (request.Seeds is not null || request.Count is > 1)
        {
            throw new ArgumentException("A handle is of one episode; use CreateAsync for seeds and groups.", nameof(request));
        }

        return new MedusaEpisode(this, (await CreateAsync(request, cancellation))[0]);
    }

    /// <summary>Starts episodes.</summary>
    /// <param name="request">What to start.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>One step result 0 for each episode, in the order of the seeds.</returns>
    /// <exception cref="MedusaProblemException">The server refused.</exception>
    /// <exception cref="MedusaUnreachableException">No answer came.</exception>
    public async Task<IReadOnlyList<StepResult>> CreateAsync(EpisodeRequest request, CancellationToken cancellation = default)
    {
        var body = Encode(request.RequestId is null ? request with { RequestId = Guid.NewGuid().ToString("N") } : request);
        return MedusaJson.Read<StepResultList>(await sender.SendAsync(new ApiRequest(HttpMethod.Post, "v1/episodes", body, IsRepeatable: true), cancellation)).Episodes;
    }

    /// <summary>Takes a step.</summary>
    /// <param name="episodeId">The episode.</param>
    /// <param name="action">The action: anything that serialises to a JSON object, such as <c>new { action = "SYNC_CHECK" }</c>.</param>
    /// <param name="step">"Take step n", 1 for the first; null takes the next.</param>
    /// <param name="requestId">The id of this request, 1 to 255 characters, scoped to the episode; null for none.</param>
    /// <param name="cancellation">Stops waiting; the step may be taken all the same.</param>
    /// <exception cref="MedusaProblemException">The server refused.</exception>
    /// <exception cref="MedusaUnreachableException">No answer came.</exception>
    public async Task<StepResult> StepAsync(
        string episodeId, object action, int? step = null, string? requestId = null, CancellationToken cancellation = default)
    {
        var body = Encode(new StepBody(JsonSerializer.SerializeToElement(action, MedusaJson.Options), step, requestId));
        var request = new ApiRequest(HttpMethod.Post, $"{Path(episodeId)}/step", body, IsRepeatable: step is not null || requestId is not null);
        return MedusaJson.ReadStepResult(await sender.SendAsync(request, cancellation));
    }

    /// <summary>Where an episode stands.</summary>
    /// <param name="episodeId">The episode.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="MedusaProblemException">The server refused.</exception>
    /// <exception cref="MedusaUnreachableException">No answer came.</exception>
    public Task<EpisodeSummary> GetEpisodeAsync(string episodeId, CancellationToken cancellation = default) =>
        ReadAsync<EpisodeSummary>(Path(episodeId), cancellation);

    /// <summary>The environment's state, as OpenEnv's <c>/state</c> gives it.</summary>
    /// <param name="episodeId">The episode.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="MedusaProblemException">The server refused.</exception>
    /// <exception cref="MedusaUnreachableException">No answer came.</exception>
    public Task<JsonElement> GetStateAsync(string episodeId, CancellationToken cancellation = default) =>
        ReadAsync<JsonElement>($"{Path(episodeId)}/state", cancellation);

    /// <summary>The grader's verdict on an ended episode.</summary>
    /// <param name="episodeId">The episode.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="MedusaProblemException">The server refused: <c>not_done</c> while the episode runs.</exception>
    /// <exception cref="MedusaUnreachableException">No answer came.</exception>
    public Task<EpisodeGrade> GradeAsync(string episodeId, CancellationToken cancellation = default) =>
        ReadAsync<EpisodeGrade>($"{Path(episodeId)}/grade", cancellation);

    /// <summary>Closes an episode; its log stays readable until the server's retention ends.</summary>
    /// <param name="episodeId">The episode.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="MedusaProblemException">The server refused.</exception>
    /// <exception cref="MedusaUnreachableException">No answer came.</exception>
    public Task CloseAsync(string episodeId, CancellationToken cancellation = default) =>
        sender.SendAsync(new ApiRequest(HttpMethod.Delete, Path(episodeId), Body: null, IsRepeatable: true), cancellation);

    /// <summary>Tells the server to read its folder of plugins again.</summary>
    /// <param name="cancellation">Stops waiting; the server goes on.</param>
    /// <returns>The plugins afterwards, as <c>POST /v1/plugins/reload</c> answers them.</returns>
    /// <exception cref="MedusaProblemException">The server refused.</exception>
    /// <exception cref="MedusaUnreachableException">No answer came.</exception>
    public async Task<JsonElement> ReloadPluginsAsync(CancellationToken cancellation = default) =>
        MedusaJson.Read<JsonElement>(await sender.SendAsync(new ApiRequest(HttpMethod.Post, "v1/plugins/reload", Body: null, IsRepeatable: true), cancellation));

    /// <summary>Reads any other resource of the API, such as <c>v1/episodes/{id}/log</c>.</summary>
    /// <param name="path">The path below the server's address, without a leading slash.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="MedusaProblemException">The server refused.</exception>
    /// <exception cref="MedusaUnreachableException">No answer came.</exception>
    public Task<JsonElement> GetAsync(string path, CancellationToken cancellation = default) => ReadAsync<JsonElement>(path, cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (ownsHttp)
        {
            http.Dispose();
        }
    }

    private static string Path(string episodeId) => $"v1/episodes/{Uri.EscapeDataString(episodeId)}";

    private static byte[] Encode<T>(T body) => JsonSerializer.SerializeToUtf8Bytes(body, MedusaJson.Options);

    private async Task<T> ReadAsync<T>(string path, CancellationToken cancellation) =>
        MedusaJson.Read<T>(await sender.SendAsync(new ApiRequest(HttpMethod.Get, path, Body: null, IsRepeatable: true), cancellation));

    private sealed record EnvironmentList(IReadOnlyList<EnvironmentInfo> Environments);

    private sealed record StepResultList(IReadOnlyList<StepResult> Episodes);

    private sealed record StepBody(JsonElement Action, int? Step, string? RequestId);
}

using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Medusa.Client;

/// <summary>
/// A client of Medusa's native API. Safe for concurrent use.
/// <para>
/// A request is sent again, up to <see cref="MedusaClientOptions.MaxAttempts"/> times, only where that cannot do anything twice. A refusal with 429 or 503 changed
/// nothing, so any request is repeated after it. After a lost connection, a time-out or <c>outcome_unknown</c> a request may have been done: repeated are then reads, closing,
/// starting and forking (which always carry a request id) and steps that carry a step number or a request id, with the same body, for which the server answers
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
    /// <returns>One step result 0 for each episode, in the order of the seeds; with a count, the members of a seed's group follow each other.</returns>
    /// <exception cref="MedusaProblemException">The server refused.</exception>
    /// <exception cref="MedusaUnreachableException">No answer came.</exception>
    public async Task<IReadOnlyList<StepResult>> CreateAsync(EpisodeRequest request, CancellationToken cancellation = default)
    {
        var body = Encode(request.Named());
        return MedusaJson.ReadAnswer<StepResultList>(await sender.SendAsync(new ApiRequest(HttpMethod.Post, "v1/episodes", body, IsRepeatable: true), cancellation)).Episodes;
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
        return MedusaJson.ReadAnswer<StepResult>(await sender.SendAsync(request, cancellation));
    }

    /// <summary>Takes steps of many episodes, and starts episodes, in one request. Each entry stands or fails alone; two steps of one episode are taken in the order given.</summary>
    /// <param name="entries">The entries, at most 4,096. The request is repeated like a step where every step in it carries a number or a request id.</param>
    /// <param name="cancellation">Stops waiting; the steps may be taken all the same.</param>
    /// <returns>One result for each entry, in the same order.</returns>
    /// <exception cref="ArgumentException">An entry asks to start several episodes.</exception>
    /// <exception cref="MedusaProblemException">The server refused the whole request.</exception>
    /// <exception cref="MedusaUnreachableException">No answer came.</exception>
    public async Task<IReadOnlyList<BatchResult>> StepManyAsync(IReadOnlyList<BatchEntry> entries, CancellationToken cancellation = default)
    {
        var body = Encode(new { steps = entries.Select(entry => entry.Encode()) });
        var request = new ApiRequest(HttpMethod.Post, "v1/steps", body, IsRepeatable: entries.All(entry => entry.IsRepeatable));
        return BatchResultReader.Read(await sender.SendAsync(request, cancellation), entries.Count);
    }

    /// <summary>Starts episodes that are equal to another after one of its steps.</summary>
    /// <param name="episodeId">The episode to fork.</param>
    /// <param name="at">After which step, 0 for its start; null for where it stands.</param>
    /// <param name="count">How many episodes to start; null for one.</param>
    /// <param name="requestId">The id of this request, 1 to 255 characters; null lets the client draw one, so that forking is always safe to repeat.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>One step result for each new episode: that of the step at which it forks.</returns>
    /// <exception cref="MedusaProblemException">The server refused.</exception>
    /// <exception cref="MedusaUnreachableException">No answer came.</exception>
    public async Task<IReadOnlyList<StepResult>> ForkAsync(
        string episodeId, int? at = null, int? count = null, string? requestId = null, CancellationToken cancellation = default)
    {
        var body = Encode(new ForkBody(at, count, requestId ?? Guid.NewGuid().ToString("N")));
        var request = new ApiRequest(HttpMethod.Post, $"{Path(episodeId)}/fork", body, IsRepeatable: true);
        return MedusaJson.ReadAnswer<StepResultList>(await sender.SendAsync(request, cancellation)).Episodes;
    }

    /// <summary>Lets the server fold an episode again from its journal and compare what each step gave.</summary>
    /// <param name="episodeId">The episode.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="MedusaProblemException">The server refused.</exception>
    /// <exception cref="MedusaUnreachableException">No answer came.</exception>
    public async Task<EpisodeVerification> VerifyAsync(string episodeId, CancellationToken cancellation = default) =>
        MedusaJson.ReadAnswer<EpisodeVerification>(await sender.SendAsync(new ApiRequest(HttpMethod.Post, $"{Path(episodeId)}/verify", Body: null, IsRepeatable: true), cancellation));

    /// <summary>Lists episodes by id, page after page as they are asked for.</summary>
    /// <param name="filter">Which; null for all of the caller's.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="MedusaProblemException">The server refused.</exception>
    /// <exception cref="MedusaUnreachableException">No answer came.</exception>
    public async IAsyncEnumerable<EpisodeSummary> ListAsync(EpisodeFilter? filter = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        filter ??= new EpisodeFilter();
        var after = filter.After;
        do
        {
            var page = await ReadAsync<EpisodePage>(filter.PathAfter(after), cancellation);
            foreach (var episode in page.Episodes)
            {
                yield return episode;
            }

            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>An episode from its start to where it stands.</summary>
    /// <param name="episodeId">The episode.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="MedusaProblemException">The server refused.</exception>
    /// <exception cref="MedusaUnreachableException">No answer came.</exception>
    public Task<EpisodeTrajectory> GetTrajectoryAsync(string episodeId, CancellationToken cancellation = default) =>
        ReadAsync<EpisodeTrajectory>($"{Path(episodeId)}/trajectory", cancellation);

    /// <summary>The trajectories of episodes, in their order; some are asked for ahead.</summary>
    /// <param name="episodes">The episodes, such as <see cref="ListAsync"/> gives them.</param>
    /// <param name="ahead">How many are asked for at a time, 1 or more.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>One for each episode; where the server refuses one, it holds the reason.</returns>
    /// <exception cref="MedusaUnreachableException">No answer came.</exception>
    public async IAsyncEnumerable<ListedTrajectory> ReadTrajectoriesAsync(
        IAsyncEnumerable<EpisodeSummary> episodes, int ahead = 8, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ahead, 1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var waiting = new Queue<Task<ListedTrajectory>>(ahead);
        try
        {
            await foreach (var episode in episodes.WithCancellation(cancellation))
            {
                waiting.Enqueue(ReadListedAsync(episode, stop.Token));
                if (waiting.Count == ahead)
                {
                    yield return await waiting.Dequeue();
                }
            }

            while (waiting.TryDequeue(out var next))
            {
                yield return await next;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(waiting).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
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

    /// <summary>Removes the caller's episodes for good, by status and age: families of which every member fits.</summary>
    /// <param name="statuses">Some of <c>running</c>, <c>done</c>, <c>closed</c> and <c>expired</c>; null for all but the running ones.</param>
    /// <param name="olderThan">Only those without an event for so long, such as <c>7d</c> (<c>s</c>, <c>m</c>, <c>h</c> or <c>d</c>); null for any age.</param>
    /// <param name="cancellation">Stops waiting; the server may go on.</param>
    /// <returns>How many were removed.</returns>
    /// <exception cref="ArgumentException">Neither is given.</exception>
    /// <exception cref="MedusaProblemException">The server refused.</exception>
    /// <exception cref="MedusaUnreachableException">No answer came.</exception>
    public async Task<long> RemoveAsync(IReadOnlyCollection<string>? statuses = null, string? olderThan = null, CancellationToken cancellation = default)
    {
        var parts = new[] { statuses is null ? null : $"status={Uri.EscapeDataString(string.Join(',', statuses))}", olderThan is null ? null : $"older_than={Uri.EscapeDataString(olderThan)}" };
        var query = string.Join('&', parts.Where(part => part is not null));
        return query.Length == 0
            ? throw new ArgumentException("Say which statuses or which age, or both.", nameof(statuses))
            : MedusaJson.ReadAnswer<Removal>(await sender.SendAsync(new ApiRequest(HttpMethod.Delete, $"v1/episodes?{query}", Body: null, IsRepeatable: true), cancellation)).Removed;
    }

    /// <summary>Tells the server to read its folder of plugins again.</summary>
    /// <param name="cancellation">Stops waiting; the server goes on.</param>
    /// <returns>The plugins afterwards, as <c>POST /v1/plugins/reload</c> answers them.</returns>
    /// <exception cref="MedusaProblemException">The server refused.</exception>
    /// <exception cref="MedusaUnreachableException">No answer came.</exception>
    public async Task<JsonElement> ReloadPluginsAsync(CancellationToken cancellation = default) =>
        MedusaJson.ReadAnswer<JsonElement>(await sender.SendAsync(new ApiRequest(HttpMethod.Post, "v1/plugins/reload", Body: null, IsRepeatable: true), cancellation));

    /// <summary>The nodes, as the one that answers sees them.</summary>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="MedusaProblemException">The server refused.</exception>
    /// <exception cref="MedusaUnreachableException">No answer came.</exception>
    public Task<ClusterInfo> GetClusterAsync(CancellationToken cancellation = default) => ReadAsync<ClusterInfo>("v1/cluster", cancellation);

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
        MedusaJson.ReadAnswer<T>(await sender.SendAsync(new ApiRequest(HttpMethod.Get, path, Body: null, IsRepeatable: true), cancellation));

    private async Task<ListedTrajectory> ReadListedAsync(EpisodeSummary episode, CancellationToken cancellation)
    {
        try
        {
            return new ListedTrajectory(episode) { Trajectory = await GetTrajectoryAsync(episode.EpisodeId, cancellation) };
        }
        catch (MedusaProblemException refusal)
        {
            return new ListedTrajectory(episode) { Problem = refusal.Problem };
        }
    }

    private sealed record EnvironmentList([property: JsonRequired] IReadOnlyList<EnvironmentInfo> Environments);

    private sealed record StepResultList([property: JsonRequired] IReadOnlyList<StepResult> Episodes);

    private sealed record Removal([property: JsonRequired] long Removed);

    private sealed record EpisodePage([property: JsonRequired] IReadOnlyList<EpisodeSummary> Episodes, string? Next);

    private sealed record ForkBody(int? At, int? Count, string RequestId);

    private sealed record StepBody(JsonElement Action, int? Step, string? RequestId);
}

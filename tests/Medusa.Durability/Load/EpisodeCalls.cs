using System.Text;
using System.Text.Json;
using Medusa.Durability.History;
using Medusa.Durability.Servers;

namespace Medusa.Durability.Load;

/// <summary>Sends single requests and writes each into the history.</summary>
public sealed class EpisodeCalls(CallHistory history, TimeSpan limit, HttpClient? http = null)
{
    private readonly HttpClient http = http ?? Gateways.Http;

    /// <summary>The history.</summary>
    public CallHistory History => history;

    /// <summary>Asks one gateway once for a new episode.</summary>
    public Task<Outcome> CreateAsync(int client, Uri gateway, string requestId, int seed) =>
        SendAsync(client, gateway, CallKind.Create, "", requestId, 0, "", "/v1/episodes", EpisodeRequests.Create(requestId, seed));

    /// <summary>Asks one gateway once for a step.</summary>
    public Task<Outcome> StepAsync(int client, Uri gateway, string episode, string requestId, int step, string action) =>
        SendAsync(client, gateway, CallKind.Step, episode, requestId, step, action, $"/v1/episodes/{episode}/step", EpisodeRequests.Step(action, step, requestId));

    /// <summary>Sends a body that no history needs to know: a request that is wrong on purpose.</summary>
    public static async Task<Outcome> PostAsync(Uri gateway, string path, string body, TimeSpan limit, HttpClient? http = null)
    {
        using var cancellation = new CancellationTokenSource(limit);
        try
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await (http ?? Gateways.Http).PostAsync(new Uri(gateway, path), content, cancellation.Token);
            return Read(answer, Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(cancellation.Token)));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            return new Outcome.Unknown(failure.GetType().Name);
        }
    }

    /// <summary>The body of <c>GET path</c>, or a failure that says what came instead.</summary>
    public static async Task<string> GetAsync(Uri gateway, string path)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var answer = await Gateways.Http.GetAsync(new Uri(gateway, path), limit.Token);
        var body = await answer.Content.ReadAsStringAsync(limit.Token);
        return answer.IsSuccessStatusCode ? body : throw new InvalidOperationException($"GET {path}: {(int)answer.StatusCode} {body}");
    }

    private static Outcome Read(HttpResponseMessage answer, string body)
    {
        if (answer.IsSuccessStatusCode)
        {
            return new Outcome.Answered(body, answer.Headers.TryGetValues("Medusa-Replayed", out var replayed) && replayed.Single() == "true");
        }

        // A proxy that lost its gateway cannot know what the gateway did.
        var status = (int)answer.StatusCode;
        var code = CodeOf(body);
        return status is 504 || (status is 502 && code.Length == 0)
            ? new Outcome.Unknown($"{status} {code}")
            : new Outcome.Refused(status, code, answer.Headers.RetryAfter is not null, body);
    }

    private static string CodeOf(string body)
    {
        try
        {
            using var problem = JsonDocument.Parse(body);
            return problem.RootElement.ValueKind == JsonValueKind.Object && problem.RootElement.TryGetProperty("code", out var code) ? code.GetString() ?? "" : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private async Task<Outcome> SendAsync(int client, Uri gateway, CallKind kind, string episode, string requestId, int step, string action, string path, string body)
    {
        var started = history.Now;
        var outcome = await PostAsync(gateway, path, body, limit, http);
        history.Add(new Call(client, gateway, kind, episode, requestId, step, action, started, history.Now, outcome));
        return outcome;
    }
}

using System.Net.WebSockets;
using System.Text.Json;
using Medusa.Durability.History;

namespace Medusa.Durability.Load;

/// <summary>Sends a client's requests alone, in batches and over its sockets, and writes each of them into the history.</summary>
public sealed class RequestRoutes(int client, CallHistory history, TimeSpan limit, HttpClient http) : IDisposable
{
    private readonly Dictionary<Uri, NativeSocket> sockets = [];
    private readonly SemaphoreSlim connecting = new(1);

    /// <summary>Asks one gateway once for all of something.</summary>
    /// <param name="gateway">Which gateway.</param>
    /// <param name="asks">What for: a single thing, or what fits a batch.</param>
    /// <param name="onSocket">Whether over a socket.</param>
    public async Task<IReadOnlyList<Outcome>> SendAsync(Uri gateway, IReadOnlyList<Ask> asks, bool onSocket)
    {
        var started = history.Now;
        var outcomes = onSocket ? await OnSocketAsync(gateway, asks) : await OverHttpAsync(gateway, asks);
        outcomes = [.. outcomes.Select((outcome, place) => IsBehindFailure(asks, outcomes, place) ? new Outcome.Unknown("behind a step that was not taken") : outcome)];
        for (var i = 0; i < asks.Count; i++)
        {
            var ask = asks[i];
            history.Add(new Call(client, gateway, ask.Kind, ask.Episode, ask.RequestId, ask.Step, ask.Action, started, history.Now, outcomes[i]) { Count = ask.Count });
        }

        return outcomes;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var socket in sockets.Values)
        {
            socket.Dispose();
        }
    }

    /// <summary>Whether a step came too early only because the one before it in the same batch failed.</summary>
    private static bool IsBehindFailure(IReadOnlyList<Ask> asks, IReadOnlyList<Outcome> outcomes, int place) =>
        outcomes[place] is Outcome.Refused { Code: "step_conflict" }
        && Enumerable.Range(0, place).Any(before => asks[before].Episode == asks[place].Episode && outcomes[before] is Outcome.Unknown or Outcome.Refused { MayBeRepeated: true });

    private static string Steps(IReadOnlyList<Ask> asks) => $"\"steps\":[{string.Join(',', asks.Select(ask => ask.Element))}]}}";

    private async Task<IReadOnlyList<Outcome>> OverHttpAsync(Uri gateway, IReadOnlyList<Ask> asks)
    {
        if (asks.Count == 1)
        {
            return [await EpisodeCalls.PostAsync(gateway, asks[0].Path, asks[0].Body, limit, http)];
        }

        var outcome = await EpisodeCalls.PostAsync(gateway, "/v1/steps", $"{{{Steps(asks)}", limit, http);
        return outcome is Outcome.Answered answer ? Answers.OfResults(JsonElement.Parse(answer.Body).GetProperty("results"), asks) : [.. asks.Select(_ => outcome)];
    }

    private async Task<IReadOnlyList<Outcome>> OnSocketAsync(Uri gateway, IReadOnlyList<Ask> asks)
    {
        try
        {
            var socket = await SocketAsync(gateway);
            if (asks.Count == 1)
            {
                return [Answers.OfFrame(await socket.AskAsync(asks[0].Frame, limit), asks[0])];
            }

            var reply = await socket.AskAsync($"\"op\":\"steps\",{Steps(asks)}", limit);
            return reply.TryGetProperty("results", out var results) ? Answers.OfResults(results, asks) : [.. asks.Select(_ => Answers.OfProblem(reply.GetProperty("error")))];
        }
        catch (Exception failure) when (failure is WebSocketException or HttpRequestException or TimeoutException or OperationCanceledException)
        {
            return [.. asks.Select(_ => new Outcome.Unknown(failure.GetType().Name))];
        }
    }

    private async Task<NativeSocket> SocketAsync(Uri gateway)
    {
        await connecting.WaitAsync();
        try
        {
            if (!sockets.TryGetValue(gateway, out var socket) || socket.IsLost)
            {
                socket?.Dispose();
                sockets[gateway] = socket = await NativeSocket.ConnectAsync(gateway, limit, http);
            }

            return socket;
        }
        finally
        {
            connecting.Release();
        }
    }
}

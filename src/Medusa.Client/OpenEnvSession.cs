using System.Text.Json;

namespace Medusa.Client;

/// <summary>
/// A session of the OpenEnv WebSocket protocol, with Medusa or any other OpenEnv server. One request at a time; concurrent calls wait for each other.
/// Nothing is repeated by itself: a session that is lost is lost with its episode.
/// </summary>
public sealed class OpenEnvSession : IAsyncDisposable
{
    private readonly TextSocket socket;
    private readonly SemaphoreSlim turn = new(1, 1);

    private OpenEnvSession(TextSocket socket) => this.socket = socket;

    /// <summary>Opens a session.</summary>
    /// <param name="address">
    /// The server, such as <c>http://127.0.0.1:8000</c> or <c>ws://127.0.0.1:8000/envs/medusa-v0</c>; <c>/ws</c> is appended, a path prefix is kept.
    /// </param>
    /// <param name="options">Key, time-outs and trace; null takes the defaults.</param>
    /// <param name="cancellation">Stops connecting.</param>
    /// <exception cref="MedusaUnreachableException">The server did not answer in time or refused the connection.</exception>
    public static async Task<OpenEnvSession> ConnectAsync(Uri address, OpenEnvSessionOptions? options = null, CancellationToken cancellation = default) =>
        new(await TextSocket.ConnectAsync(address, options ?? new OpenEnvSessionOptions(), cancellation));

    /// <summary>Starts an episode; one that runs on this session ends.</summary>
    /// <param name="arguments">The reset arguments, anything that serialises to a JSON object, such as <c>new { seed = 0 }</c>; null for none.</param>
    /// <param name="cancellation">Gives up; the session is unusable afterwards.</param>
    /// <exception cref="OpenEnvException">The server answered with an error.</exception>
    /// <exception cref="MedusaUnreachableException">The session is lost.</exception>
    public async Task<OpenEnvObservation> ResetAsync(object? arguments = null, CancellationToken cancellation = default) =>
        ReadObservation(await AskAsync(new { type = "reset", data = arguments ?? new { } }, "observation", cancellation));

    /// <summary>Takes a step.</summary>
    /// <param name="action">The action itself, anything that serialises to a JSON object, such as <c>new { action = "SYNC_CHECK" }</c>.</param>
    /// <param name="cancellation">Gives up; the session is unusable afterwards.</param>
    /// <exception cref="OpenEnvException">The server answered with an error.</exception>
    /// <exception cref="MedusaUnreachableException">The session is lost.</exception>
    public async Task<OpenEnvObservation> StepAsync(object action, CancellationToken cancellation = default) =>
        ReadObservation(await AskAsync(new { type = "step", data = action }, "observation", cancellation));

    /// <summary>The environment's state.</summary>
    /// <param name="cancellation">Gives up; the session is unusable afterwards.</param>
    /// <exception cref="OpenEnvException">The server answered with an error.</exception>
    /// <exception cref="MedusaUnreachableException">The session is lost.</exception>
    public Task<JsonElement> StateAsync(CancellationToken cancellation = default) => AskAsync(new { type = "state" }, "state", cancellation);

    /// <summary>Ends the session as the protocol says: a close frame, after which the server closes the socket.</summary>
    /// <param name="cancellation">Stops waiting for the server.</param>
    public async Task CloseAsync(CancellationToken cancellation = default)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            await socket.CloseAsync("""{"type":"close"}"""u8.ToArray(), cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Ends the session if it is open.</summary>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        socket.Dispose();
        turn.Dispose();
    }

    private async Task<JsonElement> AskAsync(object frame, string expected, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            var text = await socket.ExchangeAsync(JsonSerializer.SerializeToUtf8Bytes(frame, MedusaJson.Options), cancellation);
            return ReadFrame(text, expected);
        }
        finally
        {
            turn.Release();
        }
    }

    private static JsonElement ReadFrame(ReadOnlyMemory<byte> text, string expected)
    {
        var frame = MedusaJson.Read<JsonElement>(text.Span);
        var type = frame.GetProperty("type").GetString();
        var data = frame.GetProperty("data");
        if (type == "error")
        {
            throw new OpenEnvException(data.GetProperty("code").GetString() ?? "", data.GetProperty("message").GetString() ?? "", data);
        }

        return type == expected ? data : throw new JsonException($"The server answered with a frame of type '{type}' where '{expected}' was expected.");
    }

    private static OpenEnvObservation ReadObservation(JsonElement data)
    {
        var reward = data.GetProperty("reward");
        return new OpenEnvObservation(
            data.GetProperty("observation"),
            reward.ValueKind == JsonValueKind.Null ? null : reward.GetDouble(),
            data.GetProperty("done").GetBoolean(),
            data.TryGetProperty("metadata", out var metadata) ? metadata : null);
    }
}

using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

using Medusa.Durability.Servers;

namespace Medusa.Durability.Load;

/// <summary>A client's end of an OpenEnv socket: one request, one reply.</summary>
public sealed class SessionSocket : IDisposable
{
    private readonly ClientWebSocket socket = new();

    private SessionSocket()
    {
    }

    /// <summary>How the server closed the socket; null where it did not.</summary>
    public int? CloseStatus => (int?)socket.CloseStatus;

    /// <summary>Connects to a gateway.</summary>
    /// <param name="gateway">Which one.</param>
    /// <param name="key">The session that comes back; null for one that does not.</param>
    /// <param name="limit">How long to wait.</param>
    /// <param name="http">With what to connect; from this machine by default.</param>
    public static async Task<SessionSocket> ConnectAsync(Uri gateway, string? key, TimeSpan limit, HttpClient? http = null)
    {
        var connected = new SessionSocket();
        using var cancellation = new CancellationTokenSource(limit);
        var path = key is null ? "/envs/medusa/ws" : $"/envs/medusa/s/{key}/ws";
        await connected.socket.ConnectAsync(new UriBuilder(gateway) { Scheme = "ws", Path = path }.Uri, http ?? Gateways.Http, cancellation.Token);
        return connected;
    }

    /// <summary>Sends a frame and returns the reply.</summary>
    /// <exception cref="WebSocketException">The socket was lost.</exception>
    /// <exception cref="OperationCanceledException">No reply came in time.</exception>
    public async Task<JsonElement> AskAsync(string frame, TimeSpan limit)
    {
        using var cancellation = new CancellationTokenSource(limit);
        await socket.SendAsync(Encoding.UTF8.GetBytes(frame).AsMemory(), WebSocketMessageType.Text, true, cancellation.Token);
        return await ReadAsync(cancellation.Token) ?? throw new WebSocketException("The server closed the socket.");
    }

    /// <summary>Takes a step without any name, as stock clients do.</summary>
    public Task<JsonElement> StepAsync(string action, TimeSpan limit) => AskAsync(SessionRequests.Step(action), limit);

    /// <summary>The next frame that the server sends by itself; null where it closes the socket.</summary>
    public async Task<JsonElement?> ReceiveAsync(TimeSpan limit)
    {
        using var cancellation = new CancellationTokenSource(limit);
        return await ReadAsync(cancellation.Token);
    }

    /// <summary>Sends a frame and does not wait; then the connection is gone without a word.</summary>
    public async Task SendAndDropAsync(string frame, TimeSpan limit)
    {
        using var cancellation = new CancellationTokenSource(limit);
        await socket.SendAsync(Encoding.UTF8.GetBytes(frame).AsMemory(), WebSocketMessageType.Text, true, cancellation.Token);
        socket.Abort();
    }

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();

    private async Task<JsonElement?> ReadAsync(CancellationToken cancellation)
    {
        using var message = new MemoryStream();
        var buffer = new byte[16384];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), cancellation);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                return JsonElement.Parse(message.ToArray());
            }
        }
    }
}

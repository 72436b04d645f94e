using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Medusa.Durability.Load;

/// <summary>A client's end of <c>/v1/ws</c>: many requests in flight, replies in any order.</summary>
public sealed class NativeSocket : IDisposable
{
    private readonly ClientWebSocket socket = new();
    private readonly SemaphoreSlim sending = new(1);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> pending = new();
    private long frames;

    private NativeSocket()
    {
    }

    /// <summary>Whether it can be used no more.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Connects to a gateway.</summary>
    public static async Task<NativeSocket> ConnectAsync(Uri gateway, TimeSpan limit, HttpClient http)
    {
        var connected = new NativeSocket();
        using var cancellation = new CancellationTokenSource(limit);
        await connected.socket.ConnectAsync(new UriBuilder(gateway) { Scheme = "ws", Path = "/v1/ws" }.Uri, http, cancellation.Token);
        _ = connected.ReceiveAsync();
        return connected;
    }

    /// <summary>Sends a frame and returns its reply.</summary>
    /// <param name="fields">The frame's fields after its id.</param>
    /// <param name="limit">How long to wait.</param>
    /// <exception cref="WebSocketException">The socket was lost.</exception>
    /// <exception cref="TimeoutException">No reply came in time.</exception>
    public async Task<JsonElement> AskAsync(string fields, TimeSpan limit)
    {
        var id = Interlocked.Increment(ref frames).ToString(CultureInfo.InvariantCulture);
        var reply = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        pending[id] = reply;
        try
        {
            using var cancellation = new CancellationTokenSource(limit);
            await sending.WaitAsync(cancellation.Token);
            try
            {
                await socket.SendAsync(Encoding.UTF8.GetBytes($$"""{"id":"{{id}}",{{fields}}""").AsMemory(), WebSocketMessageType.Text, true, cancellation.Token);
            }
            finally
            {
                sending.Release();
            }

            if (IsLost)
            {
                throw new WebSocketException("The socket was lost.");
            }

            return await reply.Task.WaitAsync(limit);
        }
        catch (Exception failure) when (failure is WebSocketException or InvalidOperationException or OperationCanceledException or ObjectDisposedException)
        {
            IsLost = true;
            throw new WebSocketException("The socket was lost.", failure);
        }
        finally
        {
            pending.TryRemove(id, out _);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        IsLost = true;
        socket.Dispose();
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (await ReadAsync() is { } reply)
            {
                if (reply.GetProperty("id").GetString() is { } id && pending.TryGetValue(id, out var asked))
                {
                    asked.TrySetResult(reply);
                }
            }
        }
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            IsLost = true;
        }

        IsLost = true;
        foreach (var asked in pending.Values)
        {
            asked.TrySetException(new WebSocketException("The socket was lost."));
        }
    }

    private async Task<JsonElement?> ReadAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[16384];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
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

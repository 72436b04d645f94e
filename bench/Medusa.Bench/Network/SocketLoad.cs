using System.Diagnostics;
using System.Net.WebSockets;

namespace Medusa.Bench.Network;

/// <summary>A load of WebSocket sessions, each sending one cycle of frames after another and waiting for each reply.</summary>
/// <param name="address">The server's <c>ws://</c> address.</param>
/// <param name="cycles">The frames of each cycle. Session i of n runs cycles i, i + n, i + 2n and so on, from the start again after the last.</param>
internal sealed class SocketLoad(Uri address, byte[][][] cycles)
{
    /// <summary>Runs <paramref name="sessions"/> sessions for a while.</summary>
    /// <param name="sessions">How many sockets.</param>
    /// <param name="length">For how long.</param>
    /// <returns>Replies a second over all sessions, resets included.</returns>
    public async Task<double> RunAsync(int sessions, TimeSpan length)
    {
        var sockets = await Task.WhenAll(Enumerable.Range(0, sessions).Select(_ => ConnectAsync()));
        var counts = new long[sessions];
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(sockets.Select((socket, index) => Task.Run(async () =>
        {
            var buffer = new byte[1 << 16];
            for (var cycle = index; Stopwatch.GetElapsedTime(start) < length; cycle += sessions)
            {
                foreach (var frame in cycles[cycle % cycles.Length])
                {
                    await ExchangeAsync(socket, frame, buffer);
                    counts[index]++;
                }
            }
        })));
        var rate = counts.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds;
        foreach (var socket in sockets)
        {
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
            socket.Dispose();
        }

        return rate;
    }

    /// <summary>The replies to one cycle on one session.</summary>
    public async Task<byte[][]> RecordAsync(int cycle)
    {
        using var socket = await ConnectAsync();
        var buffer = new byte[1 << 16];
        var replies = new List<byte[]>();
        foreach (var frame in cycles[cycle])
        {
            var size = await ExchangeAsync(socket, frame, buffer);
            replies.Add(buffer[..size]);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        return [.. replies];
    }

    private async Task<ClientWebSocket> ConnectAsync()
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(address, CancellationToken.None);
        return socket;
    }

    private static async Task<int> ExchangeAsync(ClientWebSocket socket, byte[] frame, byte[] buffer)
    {
        await socket.SendAsync(frame.AsMemory(), WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, CancellationToken.None);
        var size = 0;
        ValueWebSocketReceiveResult result;
        do
        {
            result = await socket.ReceiveAsync(buffer.AsMemory(size), CancellationToken.None);
            size += result.Count;
        }
        while (!result.EndOfMessage);
        if (buffer.AsSpan(0, size).IndexOf("\"type\":\"error\""u8) >= 0)
        {
            throw new InvalidOperationException($"The server answered an error: {System.Text.Encoding.UTF8.GetString(buffer, 0, size)}");
        }

        return size;
    }
}
